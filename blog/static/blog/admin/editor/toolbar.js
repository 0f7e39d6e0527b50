// The row of words above the text: one stop for Tab, arrows within it.

import { chooseTable, showSyntax } from "./dialogs.js";
import { nameKeys, sayKeys } from "./keys.js";
import { deeds } from "./marks.js";
import { dispatch } from "./text.js";

export function startToolbar(editor) {
  const toolbar = editor.root.querySelector("[role=toolbar]");
  const buttons = [...toolbar.querySelectorAll("button")];
  const perform = (name) => {
    editor.showPanel("text");
    deedOf(name)(editor);
  };

  for (const button of buttons) {
    button.tabIndex = button === buttons[0] ? 0 : -1;
    tellKeys(button);
  }
  // The text keeps its caret while a button is pressed.
  toolbar.addEventListener("pointerdown", (event) => event.preventDefault());
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      step(buttons, button, 0);
      editor.textarea.focus({ preventScroll: true });
      perform(button.dataset.deed);
    }
  });
  toolbar.addEventListener("keydown", (event) => {
    const button = event.target.closest("button");
    const reach = { ArrowRight: 1, ArrowLeft: -1, Home: -buttons.indexOf(button), End: -1 - buttons.indexOf(button) };
    if (button && event.key in reach && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      step(buttons, button, reach[event.key]).focus();
    }
  });
  return { perform, keys: keysOf(buttons) };
}

function deedOf(name) {
  const asked = {
    figure: ({ root }) => dispatch(root, "editor:pick"),
    picture: ({ root }) => dispatch(root, "editor:picture"),
    table: chooseTable,
    syntax: showSyntax,
  };
  return asked[name] ?? deeds[name];
}

function step(buttons, button, reach) {
  const next = buttons.at((buttons.indexOf(button) + reach) % buttons.length);
  for (const each of buttons) {
    each.tabIndex = each === next ? 0 : -1;
  }
  return next;
}

function tellKeys(button) {
  const { keys } = button.dataset;
  const name = button.textContent.trim();
  if (keys) {
    button.setAttribute("aria-keyshortcuts", nameKeys(keys));
  }
  button.title = keys ? `${name} (${sayKeys(keys)})` : name;
}

// Which button a combination of keys stands for.
function keysOf(buttons) {
  return new Map(buttons.filter(({ dataset }) => dataset.keys).map(({ dataset }) => [dataset.keys, dataset.deed]));
}
