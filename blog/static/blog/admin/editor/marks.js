// What the buttons do to the text: each deed is one step that can be undone.

const WORD = /[\p{L}\p{N}\p{M}_-]/u;
const ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/i;

export const deeds = {
  bold: (editor) => wrap(editor, "**"),
  italic: (editor) => wrap(editor, "*"),
  link,
  heading,
  list: (editor) => prefix(editor, /^(\s*)[-*+]\s+/, () => "- "),
  numbers: (editor) => prefix(editor, /^(\s*)\d+\.\s+/, (place) => `${place + 1}. `),
  quote: (editor) => prefix(editor, /^(\s*)>\s?/, () => "> "),
  code,
  math,
  footnote,
};

// Puts marks round the selection, or takes them away where they are already.
function wrap(editor, mark) {
  const { start, end, text } = chosen(editor);
  const size = mark.length;
  const inner = text.slice(start, end);
  const outside = Math.min(
    runLength(text.slice(0, start), mark[0], -1),
    runLength(text.slice(end), mark[0], 1),
  );
  const inside = Math.min(runLength(inner, mark[0], 1), runLength(inner, mark[0], -1));
  if (inner.length >= size * 2 && holds(inside, mark)) {
    change(editor, start, end, inner.slice(size, -size), 0, inner.length - size * 2);
  } else if (holds(outside, mark)) {
    change(editor, start - size, end + size, inner, 0, inner.length);
  } else {
    change(editor, start, end, mark + inner + mark, size, inner.length);
  }
}

// Two stars are bold, one is italic, three are both.
function holds(count, mark) {
  if (mark === "**") {
    return count >= 2;
  }
  return mark === "*" ? count === 1 || count === 3 : count === 1;
}

function runLength(text, character, direction) {
  let length = 0;
  while (text.at(direction > 0 ? length : -1 - length) === character) {
    length += 1;
  }
  return length;
}

function link(editor) {
  const { start, end, text } = chosen(editor);
  const words = text.slice(start, end);
  if (ADDRESS.test(words)) {
    change(editor, start, end, `[](${words})`, 1, 0);
  } else if (words) {
    change(editor, start, end, `[${words}]()`, words.length + 3, 0);
  } else {
    change(editor, start, end, "[]()", 1, 0);
  }
}

// Two, three, none.
function heading(editor) {
  const { from, to, text } = chosenLines(editor);
  const line = text.slice(from, to).split("\n")[0];
  const [, hashes, words] = line.match(/^(#*)\s*(.*)$/);
  const next = { "": "## ", "##": "### " }[hashes] ?? (hashes === "#" ? "## " : "");
  const changed = next + words;
  const caret = editor.textarea.selectionStart - from + changed.length - line.length;
  change(editor, from, from + line.length, changed, Math.max(next.length, caret), 0);
}

function prefix(editor, pattern, marker) {
  const { from, to, text } = chosenLines(editor);
  const lines = text.slice(from, to).split("\n");
  const isFull = (line) => line.trim() || lines.length === 1;
  const isMarkedAll = lines.filter(isFull).every((line) => pattern.test(line));
  let place = 0;
  const changed = lines.map((line) => {
    if (!isFull(line)) {
      return line;
    }
    if (isMarkedAll) {
      return line.replace(pattern, "$1");
    }
    // From one kind of list to another, and never twice marked.
    const bare = /^\s*>/.test(marker(0)) ? line : line.replace(/^(\s*)(?:[-*+]|\d+\.)\s+/, "$1");
    return bare.replace(/^\s*/, (space) => space + marker(place++));
  });
  const result = changed.join("\n");
  const isOne = lines.length === 1;
  change(editor, from, to, result, isOne ? result.length : 0, isOne ? 0 : result.length);
}

function code(editor) {
  const { start, end, text } = chosen(editor);
  const inner = text.slice(start, end);
  if (inner.includes("\n")) {
    const fence = "`".repeat(Math.max(3, longestRun(inner) + 1));
    const { from, to } = chosenLines(editor);
    const block = `${fence}\n${text.slice(from, to)}\n${fence}`;
    change(editor, from, to, block, fence.length, 0);
  } else {
    wrap(editor, "`");
  }
}

function longestRun(text) {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function math(editor) {
  const { from, to, text } = chosenLines(editor);
  if (text.slice(from, to).trim()) {
    wrap(editor, "$");
  } else {
    change(editor, from, to, "$$\n\n$$", 3, 0);
  }
}

// The mark where the caret is, the note at the end, and the caret there; from a note, back.
function footnote(editor) {
  const { from, to, text } = chosenLines(editor);
  const [, name] = text.slice(from, to).match(/^\[\^([^\]]+)\]:/) ?? [];
  const called = name === undefined ? -1 : placeOfCall(text, name);
  if (called >= 0) {
    editor.select(called);
    return;
  }
  const caret = editor.textarea.selectionEnd;
  const numbers = [...text.matchAll(/\[\^(\d+)\]/g)].map(([, number]) => Number(number));
  const number = Math.max(0, ...numbers) + 1;
  const rest = text.slice(caret).trimEnd();
  const lastLine = (text.slice(0, caret) + rest).split("\n").at(-1);
  const gap = /^\[\^[^\]]+\]:/.test(lastLine) ? "\n" : "\n\n";
  change(editor, caret, text.length, `[^${number}]${rest}${gap}[^${number}]: `);
}

// The end of the mark that calls for a note; -1 where there is none.
function placeOfCall(text, name) {
  const mark = `[^${name}]`;
  let place = text.indexOf(mark);
  while (place >= 0 && text[place + mark.length] === ":" && (place === 0 || text[place - 1] === "\n")) {
    place = text.indexOf(mark, place + 1);
  }
  return place < 0 ? -1 : place + mark.length;
}

function chosen(editor) {
  const { value: text } = editor.textarea;
  let { selectionStart: start, selectionEnd: end } = editor.textarea;
  if (start === end && WORD.test(text[start - 1] ?? "") && WORD.test(text[end] ?? "")) {
    while (WORD.test(text[start - 1] ?? "")) {
      start -= 1;
    }
    while (WORD.test(text[end] ?? "")) {
      end += 1;
    }
  }
  while (end > start && /\s/.test(text[end - 1])) {
    end -= 1;
  }
  while (start < end && /\s/.test(text[start])) {
    start += 1;
  }
  return { start, end, text };
}

export function chosenLines(editor) {
  const { selectionStart, selectionEnd, value: text } = editor.textarea;
  const from = text.lastIndexOf("\n", selectionStart - 1) + 1;
  // A selection that ends at a line's beginning has nothing of that line.
  const last = selectionEnd > selectionStart && text[selectionEnd - 1] === "\n" ? selectionEnd - 1 : selectionEnd;
  const next = text.indexOf("\n", last);
  return { from, to: next < 0 ? text.length : next, text };
}

// Puts `text` in place of a range and selects `length` of it from `offset` on.
export function change(editor, start, end, text, offset = text.length, length = 0) {
  editor.replaceRange(start, end, text);
  editor.textarea.setSelectionRange(start + offset, start + offset + length);
}
