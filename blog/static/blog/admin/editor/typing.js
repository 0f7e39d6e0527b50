// Keys: shortcuts, lists that go on by themselves, the way to the panel and back.

import { isInFence } from "./fences.js";
import { IS_MAC } from "./keys.js";
import { change, chosenLines } from "./marks.js";

const ITEM = /^((?:[ \t]*>)*[ \t]*)(?:([-*+])|(\d{1,9})\.)([ \t]+)(\[[ xX]\][ \t]+)?/;
const QUOTE = /^[ \t]*(?:>[ \t]?)+/;
// Python-Markdown's own measure for an item inside an item.
const INDENT = "    ";

export function startTyping(editor, { perform, keys }) {
  const { root, textarea } = editor;
  textarea.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) {
      return;
    }
    const deed = isCommand(event) ? deedOf(event, keys) : undefined;
    if (deed) {
      perform(deed);
      event.preventDefault();
    } else if (event.key === "Enter" && !hasModifier(event) && goOn(editor)) {
      event.preventDefault();
    } else if (isCommand(event) && shift(editor, event.key)) {
      event.preventDefault();
    }
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "F6" && !hasModifier(event)) {
      event.preventDefault();
      changeSide(editor);
    }
  });
  editor.form.addEventListener("keydown", (event) => {
    if (isCommand(event) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      editor.form.requestSubmit(editor.form.querySelector("[name=_save]"));
    }
  });
}

function hasModifier({ ctrlKey, metaKey, altKey, shiftKey }) {
  return ctrlKey || metaKey || altKey || shiftKey;
}

// What AltGr types looks like Ctrl+Alt, and is a letter.
function isCommand(event) {
  const { ctrlKey, metaKey } = event;
  return !event.getModifierState("AltGraph") && (IS_MAC ? metaKey && !ctrlKey : ctrlKey && !metaKey);
}

// With Shift or Alt a key is told by its place, since keyboards put other signs there.
function deedOf({ altKey, shiftKey, key, code }, keys) {
  const place = code.replace(/^(?:Key|Digit)/, "").toLowerCase();
  if (altKey && shiftKey) {
    return undefined;
  }
  if (altKey || shiftKey) {
    return keys.get(`${altKey ? "Alt" : "Shift"} ${place}`) ?? (shiftKey && key === "/" ? keys.get("/") : undefined);
  }
  return keys.get(key.toLowerCase());
}

// Begins the next item of a list or quote, or ends it at an empty one; whether it did.
function goOn(editor) {
  const { selectionStart: caret, selectionEnd, value } = editor.textarea;
  const from = value.lastIndexOf("\n", caret - 1) + 1;
  const end = value.indexOf("\n", caret);
  const line = value.slice(from, end < 0 ? value.length : end);
  const found = line.match(ITEM) ?? line.match(QUOTE);
  if (caret !== selectionEnd || !found || caret - from < found[0].length || isInFence(value, from)) {
    return false;
  }
  if (line.slice(found[0].length).trim() === "") {
    change(editor, from, from + line.length, "");
  } else {
    editor.insert(`\n${nextMarker(found)}`);
  }
  return true;
}

function nextMarker([whole, indent, bullet, number, space, task]) {
  if (bullet === undefined && number === undefined) {
    return whole;
  }
  const marker = bullet ?? `${Number(number) + 1}.`;
  return `${indent}${marker}${space}${task ? "[ ] " : ""}`;
}

// Ctrl+] and Ctrl+[ move items of a list deeper and back; elsewhere they are the browser's.
function shift(editor, key) {
  const { from, to, text } = chosenLines(editor);
  const lines = text.slice(from, to).split("\n");
  if (!["[", "]"].includes(key) || !ITEM.test(lines[0]) || isInFence(text, from)) {
    return false;
  }
  const moved = lines.map((line) => (key === "]" ? INDENT + line : line.replace(/^(?: {1,4}|\t)/, "")));
  const { selectionStart, selectionEnd } = editor.textarea;
  const head = moved[0].length - lines[0].length;
  const result = moved.join("\n");
  if (result !== text.slice(from, to)) {
    change(editor, from, to, result);
    const start = Math.max(from, selectionStart + head);
    const end = Math.max(start, selectionEnd + result.length - (to - from));
    editor.textarea.setSelectionRange(start, end);
  }
  return true;
}

function changeSide(editor) {
  const { root, textarea } = editor;
  if (root.querySelector(".editor-write").contains(document.activeElement)) {
    root.querySelector('[role=tab][aria-selected="true"]').focus();
  } else {
    editor.showPanel("text");
    textarea.focus();
  }
}
