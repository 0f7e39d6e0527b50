// What is asked before a table is put in, and the help. Outside the form, which they are no part of.

import { sayKeys } from "./keys.js";

export function chooseTable(editor) {
  const dialog = open(editor, "table");
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "insert") {
      const { rows, columns } = dialog.querySelector("form").elements;
      insertTable(editor, rows.valueAsNumber, columns.valueAsNumber);
    }
  });
}

export function showSyntax(editor) {
  const dialog = open(editor, "syntax");
  listKeys(editor, dialog.querySelector(".keys"));
}

// The toolbar's own keys come first; the template has the rest.
function listKeys(editor, list) {
  for (const keys of list.querySelectorAll("[data-keys]")) {
    keys.textContent = sayKeys(keys.dataset.keys);
  }
  const buttons = editor.root.querySelectorAll("[role=toolbar] [data-keys]");
  list.prepend(
    ...[...buttons].map((button) => {
      const entry = document.createElement("div");
      const term = document.createElement("dt");
      const keys = document.createElement("kbd");
      const meaning = document.createElement("dd");
      keys.textContent = sayKeys(button.dataset.keys);
      meaning.textContent = button.textContent;
      term.append(keys);
      entry.append(term, meaning);
      return entry;
    }),
  );
}

function open(editor, name) {
  const template = editor.root.querySelector(`template[data-dialog="${name}"]`);
  const dialog = template.content.firstElementChild.cloneNode(true);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close("");
    }
  });
  const { textarea } = editor;
  const { selectionStart, selectionEnd } = textarea;
  dialog.addEventListener("close", () => {
    dialog.remove();
    textarea.focus({ preventScroll: true });
    // Chromium forgets where the caret was when what had the focus is gone.
    textarea.setSelectionRange(selectionStart, selectionEnd);
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

// The first heading is chosen, so that typing goes on in its place.
function insertTable(editor, rows, columns) {
  const word = editor.words("column");
  const heads = Array.from({ length: columns }, (_, place) => `${word} ${place + 1}`);
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const bars = heads.map((head) => "-".repeat(head.length));
  const blank = heads.map((head) => " ".repeat(head.length));
  const lines = [row(heads), row(bars), ...Array.from({ length: rows }, () => row(blank))];
  editor.insertBlock(lines.join("\n"));
  const { selectionEnd, value } = editor.textarea;
  const start = value.lastIndexOf(lines[0], selectionEnd) + 2;
  editor.textarea.setSelectionRange(start, start + heads[0].length);
}
