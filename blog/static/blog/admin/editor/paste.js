// What is pasted becomes Markdown where that is what it means; undo brings back the plain text.

import { clip } from "./clipping.js";
import { isInFence } from "./fences.js";
import { IS_MAC } from "./keys.js";
import { addBibtex, citeAddress } from "./references.js";
import { readRange, writeTable } from "./tables.js";

const ADDRESS = /^(?:https?:\/\/|mailto:)[^\s<>]+$/i;
const BIBTEX = /^\s*@[a-z]+\s*[{(][\s\S]*[})]\s*$/i;

export function startPaste(editor) {
  const { textarea } = editor;
  let isPlain = false;
  let copied = "";
  textarea.addEventListener("keydown", (event) => {
    isPlain = event.shiftKey && (IS_MAC ? event.metaKey : event.ctrlKey) && event.code === "KeyV";
  });
  textarea.addEventListener("keyup", () => {
    isPlain = false;
  });
  for (const name of ["copy", "cut"]) {
    textarea.addEventListener(name, () => {
      copied = textarea.value.slice(textarea.selectionStart, textarea.selectionEnd);
    });
  }
  textarea.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
    const isOwn = text && text === copied;
    const isInCode = isInFence(textarea.value, lineStart(textarea));
    if (event.defaultPrevented || isPlain || isOwn || isInCode || !(text || event.clipboardData.getData("text/html"))) {
      return;
    }
    if (paste(editor, text, event.clipboardData)) {
      event.preventDefault();
    }
  });
}

function lineStart({ value, selectionStart }) {
  return value.lastIndexOf("\n", selectionStart - 1) + 1;
}

// Whether the text was taken care of; the browser puts in what was not.
function paste(editor, text, carried) {
  const { selectionStart, selectionEnd, value } = editor.textarea;
  const chosen = value.slice(selectionStart, selectionEnd);
  if (BIBTEX.test(text)) {
    addBibtex(editor, text);
    return true;
  }
  if (ADDRESS.test(text.trim()) && canBeLink(chosen, value[selectionStart - 1])) {
    editor.insert(`[${chosen}](${text.trim()})`);
    return true;
  }
  if (citeAddress(editor, text)) {
    return true;
  }
  const markdown = toMarkdown(text, carried);
  if (!markdown || sameWords(markdown, text)) {
    return false;
  }
  insertBoth(editor, text, markdown);
  return true;
}

function canBeLink(chosen, before) {
  return chosen.trim() && !/[\n[\]]/.test(chosen) && !ADDRESS.test(chosen) && before !== "(";
}

function toMarkdown(text, carried) {
  // Visual Studio Code says so itself; its HTML is colours.
  if ([...carried.types].some((type) => type.startsWith("vscode-"))) {
    return "";
  }
  const html = carried.getData("text/html");
  if (html) {
    return clip(html);
  }
  const range = readRange(text);
  return range ? writeTable(range) : "";
}

function sameWords(markdown, text) {
  const squeeze = (words) => words.replace(/\s+/g, " ").trim();
  // Backslashes are what Markdown needs to show the same.
  return squeeze(markdown) === squeeze(text) || squeeze(markdown.replace(/\\(?=[^\w\s])/g, "")) === squeeze(text);
}

// Two steps, so that the first undo leaves the plain text.
function insertBoth(editor, text, markdown) {
  const { textarea } = editor;
  const start = textarea.selectionStart;
  if (text) {
    editor.insert(text);
    textarea.setSelectionRange(start, textarea.selectionEnd);
  }
  if (/\n/.test(markdown) && /^(?:\||#|[-*+] |\d+\. |>|```|\$\$)/m.test(markdown)) {
    editor.insertBlock(markdown);
  } else {
    editor.insert(markdown);
  }
  editor.announce(editor.words("markdown-made"));
}
