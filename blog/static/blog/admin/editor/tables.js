// Rows of cells as a table in Markdown, numbers to the right.

const NUMBER = /^[-+\u2212\u00b1~<>\u2264\u2265]?\s*[$\u20ac\u00a3\u00a5]?\s*\d[\d\s.,'\u2019]*(?:e[-+]?\d+)?\s*(?:%|\u2030)?(?:\s*\u00b1\s*[\d.,]+)?$/i;
const NOTHING = /^(?:[-\u2013\u2014]|n\/?a)?$/i;

// Rows of a range copied from a spreadsheet as text; null where it is something else.
export function readRange(text) {
  const rows = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  const width = rows[0].length;
  const isRange = rows.length > 1 && width > 1 && rows.every((row) => row.length === width);
  // Code is indented by tabs: a range has something in its first column.
  const isIndented = rows.every(([first]) => first === "");
  return isRange && !isIndented ? rows : null;
}

// Rows of an HTML table; a cell over several columns or rows leaves blanks in the others.
export function readTable(table, readCell = (cell) => cell.textContent) {
  const rows = [];
  const blanks = [];
  for (const row of table.rows) {
    const cells = [];
    const fill = () => {
      while (blanks[cells.length] > 0) {
        blanks[cells.length] -= 1;
        cells.push("");
      }
    };
    for (const cell of row.cells) {
      fill();
      const start = cells.length;
      cells.push(readCell(cell));
      const width = Math.min(cell.colSpan, 100);
      for (let place = 1; place < width; place += 1) {
        cells.push("");
      }
      for (let place = start; place < cells.length; place += 1) {
        blanks[place] = Math.min(cell.rowSpan, 1000) - 1;
      }
    }
    fill();
    rows.push(cells);
  }
  return rows;
}

export function writeTable(rows) {
  const tidy = dropEmpty(rows.map((row) => row.map(tidyCell)));
  if (tidy.length === 0) {
    return "";
  }
  const [head, ...body] = tidy;
  const columns = head.map((_, place) => body.map((row) => row[place]));
  const isRight = columns.map((cells) => cells.some((cell) => NUMBER.test(bare(cell))) && cells.every((cell) => NUMBER.test(bare(cell)) || NOTHING.test(cell)));
  const widths = head.map((_, place) => Math.max(3, ...tidy.map((row) => [...row[place]].length)));
  const write = (row) => `| ${row.map((cell, place) => pad(cell, widths[place], isRight[place])).join(" | ")} |`;
  const bars = widths.map((width, place) => (isRight[place] ? `${"-".repeat(width + 1)}:` : "-".repeat(width + 2)));
  return [write(head), `|${bars.join("|")}|`, ...body.map(write)].join("\n");
}

// A bar would end the cell, and a new line the row.
function tidyCell(cell) {
  return cell.replace(/\s+/g, " ").trim().replace(/(?<!\\)\|/g, "\\|");
}

// Without the marks of bold and italic numbers, and what Markdown needs escaped.
function bare(cell) {
  return cell.replace(/[*\\]/g, "");
}

function pad(cell, width, isRight) {
  const space = " ".repeat(width - [...cell].length);
  return isRight ? space + cell : cell + space;
}

// Spreadsheets copy whole columns; what is empty all through says nothing.
function dropEmpty(rows) {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const even = rows.map((row) => [...row, ...Array(width - row.length).fill("")]).filter((row) => row.some(Boolean));
  const used = Array.from({ length: width }, (_, place) => even.some((row) => row[place]));
  return even.map((row) => row.filter((_, place) => used[place]));
}
