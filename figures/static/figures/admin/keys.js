// Single letters for what a review does most; they can be switched off.

const STORE = "offprint.review.single-keys";

export function bindKeys(form) {
  const dialog = document.querySelector("[data-keys]");
  const choice = dialog.querySelector("[data-single-keys]");
  choice.checked = recall() !== "off";
  choice.addEventListener("change", () => remember(choice.checked ? "on" : "off"));
  for (const opener of document.querySelectorAll("[data-show-keys]")) {
    opener.addEventListener("click", () => dialog.showModal());
  }
  const deeds = {
    n: () => follow("n"),
    p: () => follow("p"),
    c: () => press(form, "c"),
    x: () => press(form, "x"),
    u: () => press(form, "u"),
    a: () => approveAltText(form),
    e: () => goToEnd(form.elements.alt_text),
    h: () => document.querySelector("[data-handles]:not([hidden]) button")?.focus(),
    "?": () => dialog.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isTyping(event.target)) {
      event.target.blur();
      return;
    }
    const deed = deeds[event.key];
    const isChord = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (!deed || isChord || isTyping(event.target) || dialog.open || !choice.checked) {
      return;
    }
    event.preventDefault();
    deed();
  });
}

// Some browsers keep nothing for some pages, and say so by an error.
function recall() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    localStorage.setItem(STORE, value);
  } catch {
    // It holds for this page then.
  }
}

function isTyping(target) {
  return target.matches?.(
    "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=submit])",
  );
}

// As a click on the link: what is not saved yet is saved before.
function follow(key) {
  document.querySelector(`a[data-key=${key}]`)?.click();
}

function press(form, key) {
  const button = form.querySelector(`button[data-key=${key}]`);
  if (button) {
    form.requestSubmit(button);
  }
}

function goToEnd(field) {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

function approveAltText(form) {
  const choice = form.querySelector("input[name=alt_state][value=confirmed]");
  if (choice && !choice.disabled && !choice.checked) {
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
