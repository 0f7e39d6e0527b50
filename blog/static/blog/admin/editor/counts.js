// The line under the text: how much there is, where the caret stands, what is wrong first.

import { linesOutsideFences } from "./fences.js";
import { lineAt } from "./lines.js";

// As the site counts an unhurried reader (Post.reading_minutes).
const CHARACTERS_A_MINUTE = 1320;
const FIGURE = /!\[[^\]]*\]\(figure:/g;
const TABLE_BARS = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
// Counting waits until the hands rest.
const REST = 150;

export function startCounts(editor) {
  const { root, textarea } = editor;
  const status = root.querySelector(".editor-status");
  const part = (name) => status.querySelector(`[data-status=${name}]`);
  const language = document.documentElement.lang || undefined;
  const numbers = new Intl.NumberFormat(language);
  const plurals = new Intl.PluralRules(language);
  let faults = [];
  let timer = 0;

  function tell(name, count, { isShown = true } = {}) {
    const element = part(name);
    const { dataset } = element;
    // Languages have up to six forms; where one is not given, the common one stands.
    const words = dataset[plurals.select(count)] || dataset.other;
    element.textContent = words.replace("{}", numbers.format(count));
    element.hidden = !isShown;
  }

  function count() {
    const counts = countText(textarea.value);
    tell("words", counts.words);
    tell("figures", counts.figures);
    tell("tables", counts.tables, { isShown: counts.tables > 0 });
    tell("minutes", counts.minutes);
  }

  function tellPlace() {
    const { value, selectionStart } = textarea;
    const column = selectionStart - value.lastIndexOf("\n", selectionStart - 1);
    fillWords(part("place"), { line: numbers.format(lineAt(value, selectionStart) + 1), column: numbers.format(column) });
  }

  function tellFault() {
    const [first] = faults;
    const element = part("fault");
    element.hidden = !first;
    if (first) {
      fillWords(element, { line: numbers.format(first.line), sentence: first.sentence });
    }
  }

  textarea.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, REST);
    tellPlace();
  });
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === textarea) {
      tellPlace();
    }
  });
  root.addEventListener("editor:faults", ({ detail }) => {
    faults = detail.toSorted((one, other) => one.line - other.line);
    tellFault();
  });
  part("fault").addEventListener("click", () => editor.goTo(faults[0].line));
  count();
  tellPlace();
  tellFault();
}

function countText(text) {
  const lines = linesOutsideFences(text);
  const words = text.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu) ?? [];
  const isTable = (line, place) => line.includes("|") && TABLE_BARS.test(line) && lines[place - 1]?.includes("|");
  return {
    words: words.length,
    figures: lines.join("\n").match(FIGURE)?.length ?? 0,
    tables: lines.filter(isTable).length,
    minutes: Math.max(1, Math.round(text.length / CHARACTERS_A_MINUTE)),
  };
}

function fillWords(element, values) {
  element.textContent = element.dataset.words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
