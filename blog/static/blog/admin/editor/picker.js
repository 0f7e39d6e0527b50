// Picks a figure without leaving the keyboard: "![" in the text, or the toolbar's button.

import { writeEmbed, writeReference } from "./embeds.js";
import { matcher } from "./figures.js";
import { caretPlace } from "./mirror.js";

const TYPED = /(!\[|\[\]\()([^\][()\n]{0,40})$/;
const PHONE = matchMedia("(max-width: 40rem)");
const WIDTH = 352;
// Lower in the window than this, the list stands above the caret.
const HIGH = 0.5;

export function startPicker(editor) {
  const { root, textarea } = editor;
  const box = root.querySelector("[data-picker]");
  const list = box.querySelector("[role=listbox]");
  const search = box.querySelector(".picker-search");
  const title = box.querySelector("[data-picker-title]");
  const none = box.querySelector("[data-picker-none]");
  // How it was opened, and what becomes of the figure that is picked.
  let mode = null;
  let options = [];
  let current = 0;
  // Where Escape has closed it: there it stays closed.
  let closedAt = -1;

  // The box is a part of the tray, which may be hidden; it stands over the text.
  textarea.parentElement.append(box);

  const field = () => (mode?.isTyped ? textarea : search);

  function open(wanted) {
    mode = wanted;
    box.hidden = false;
    box.classList.toggle("is-typed", mode.isTyped);
    title.textContent = editor.words(`picker-${mode.deed}`);
    search.hidden = mode.isTyped;
    search.value = "";
    place();
    textarea.setAttribute("aria-controls", list.id);
    list.setAttribute("aria-label", title.textContent);
    show("");
    if (!mode.isTyped) {
      search.focus();
    }
  }

  function close({ isFocused = true } = {}) {
    if (!mode) {
      return;
    }
    const { isTyped, onClose } = mode;
    mode = null;
    box.hidden = true;
    for (const each of [textarea, search]) {
      each.removeAttribute("aria-activedescendant");
    }
    textarea.removeAttribute("aria-controls");
    if (!isTyped && isFocused) {
      (onClose ?? (() => textarea.focus({ preventScroll: true })))();
    }
  }

  function place() {
    const { style } = box;
    style.maxHeight = "";
    if (PHONE.matches) {
      // Above the keyboard on the screen, which takes room from the window.
      const { height, offsetTop } = visualViewport;
      style.left = style.top = "";
      style.bottom = `${Math.max(0, innerHeight - height - offsetTop)}px`;
      style.maxHeight = `${0.55 * height}px`;
      return;
    }
    const { left, top, lineHeight } = caretPlace(textarea, mode.start ?? textarea.selectionStart);
    const { clientWidth } = textarea;
    const isLow = textarea.getBoundingClientRect().top + top > HIGH * innerHeight;
    style.left = `${Math.max(0, Math.min(left, clientWidth - WIDTH))}px`;
    style.top = isLow ? "" : `${Math.max(0, top + lineHeight + 2)}px`;
    style.bottom = isLow ? `${textarea.offsetHeight - top + 2}px` : "";
  }

  function show(query) {
    const fits = matcher(query);
    const all = [...root.querySelectorAll("[data-tray] [data-figure]")];
    const found = query.trim() ? all.filter(({ dataset }) => fits(dataset)) : all;
    const isExact = ({ dataset }) => dataset.number === query.trim().toLowerCase();
    current = Math.max(0, found.findIndex(isExact));
    options = found.map((card, index) => makeOption(card, index));
    list.replaceChildren(...options);
    none.hidden = options.length > 0;
    none.textContent = options.length
      ? ""
      : editor.words(all.length ? "picker-none" : "picker-empty");
    mark();
  }

  function mark() {
    for (const [index, option] of options.entries()) {
      option.setAttribute("aria-selected", String(index === current));
    }
    const option = options[current];
    if (option) {
      field().setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      field().removeAttribute("aria-activedescendant");
    }
    const words = editor.words("picker-count").replace("%d", options.length);
    editor.announce(option ? words.replace("%s", option.dataset.said) : none.textContent);
  }

  function pick(index, { isReference = false } = {}) {
    const option = options[index];
    const { deed, start, end, onPick } = mode;
    if (!option) {
      return;
    }
    const { key, label } = option.dataset;
    close({ isFocused: false });
    if (onPick) {
      onPick(key);
    } else if (deed === "refer" || isReference) {
      replace(start, end, writeReference(key));
      editor.announce(editor.words("tray-referred").replace("%s", label));
    } else {
      replace(start, end, blockOf(textarea.value, start, end, writeEmbed({ key })));
      editor.announce(editor.words("tray-inserted").replace("%s", label));
    }
  }

  function replace(start, end, markdown) {
    editor.showPanel("text");
    editor.replaceRange(start, end, markdown);
  }

  const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
  function onKey(event) {
    if (!mode || event.isComposing) {
      return;
    }
    const last = options.length - 1;
    const ends = { Home: 0, End: last };
    if (event.key === "Escape") {
      closedAt = mode.start ?? -1;
      close();
    } else if (event.key === "Tab") {
      close();
      return;
    } else if (event.key === "Enter" && options.length) {
      pick(current, { isReference: event.shiftKey });
    } else if (event.key === "Enter" && !mode.isTyped) {
      // The form's own Enter would save the post.
    } else if (event.key in STEPS && options.length) {
      const next = current + STEPS[event.key];
      const isFar = Math.abs(STEPS[event.key]) > 1;
      current = isFar ? Math.max(0, Math.min(last, next)) : (next + options.length) % options.length;
      mark();
    } else if (event.key in ends && options.length && !event.shiftKey) {
      current = ends[event.key];
      mark();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // Open as long as what stands before the caret is the beginning of a figure.
  function follow() {
    const { selectionStart, selectionEnd, value } = textarea;
    const isAlone = selectionStart === selectionEnd;
    const typed = isAlone && TYPED.exec(value.slice(Math.max(0, selectionStart - 60), selectionStart));
    const start = typed ? selectionStart - typed[0].length : -1;
    if (!typed || isEscaped(value, start)) {
      closedAt = -1;
      if (mode?.isTyped) {
        close();
      }
      return;
    }
    if (start === closedAt) {
      return;
    }
    const deed = typed[1] === "![" ? "insert" : "refer";
    const end = closingEnd(value, selectionStart, deed);
    if (mode?.isTyped && mode.start === start) {
      mode.end = end;
      show(typed[2]);
    } else {
      open({ isTyped: true, deed, start, end });
      show(typed[2]);
    }
  }

  textarea.addEventListener("keydown", onKey, { capture: true });
  search.addEventListener("keydown", onKey);
  textarea.addEventListener("input", (event) => {
    // What is pasted, undone or put in by a button is not being typed.
    const isTyping = /^(insertText|insertCompositionText|delete)/.test(event.inputType ?? "");
    if (mode?.isTyped || isTyping) {
      follow();
    }
  });
  textarea.addEventListener("scroll", () => mode?.isTyped && place());
  for (const name of ["resize", "scroll"]) {
    visualViewport.addEventListener(name, () => mode && place());
  }
  textarea.addEventListener("blur", () => setTimeout(() => mode?.isTyped && !box.contains(document.activeElement) && close()));
  document.addEventListener("selectionchange", () => {
    const { selectionStart } = textarea;
    if (mode?.isTyped && (selectionStart < mode.start + 2 || selectionStart > mode.end)) {
      close();
    }
  });
  search.addEventListener("input", (event) => {
    event.stopPropagation();
    show(search.value);
  });
  // The field keeps the focus while the mouse picks.
  box.addEventListener("pointerdown", (event) => {
    if (event.target !== search) {
      event.preventDefault();
    }
  });
  box.addEventListener("mousedown", (event) => event.target !== search && event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      pick(options.indexOf(option), { isReference: event.shiftKey });
    }
  });
  box.querySelector(".picker-close").addEventListener("click", () => {
    closedAt = mode?.start ?? -1;
    close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (mode && !box.contains(event.target) && event.target !== textarea) {
      close({ isFocused: false });
    }
  });
  textarea.addEventListener("keydown", (event) => {
    const isOurs = (event.ctrlKey || event.metaKey) && event.shiftKey && event.code === "KeyF";
    if (isOurs) {
      event.preventDefault();
      openSearch();
    }
  });

  function openSearch({ deed = "insert", onPick, onClose } = {}) {
    editor.showPanel("text");
    const { selectionStart: start, selectionEnd: end } = textarea;
    open({ isTyped: false, deed, start, end, onPick, onClose });
  }
  root.addEventListener("editor:pick", ({ detail }) => openSearch(detail ?? {}));
}

function isEscaped(text, start) {
  return text[start - 1] === "\\" || (text[start] === "[" && text[start - 1] === "!");
}

// Brackets that were put in for the typist go, too.
function closingEnd(text, caret, deed) {
  const rest = text.slice(caret);
  const pattern = deed === "insert" ? /^\](?:\(\))?/ : /^\)/;
  return caret + (pattern.exec(rest)?.[0].length ?? 0);
}

// An embed with the blank lines that it needs around it.
function blockOf(text, start, end, markdown) {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const head = before.trim() ? "\n\n".slice(before.match(/\n{0,2}$/)[0].length) : "";
  const tail = "\n\n".slice(after.match(/^\n{0,2}/)[0].length);
  return head + markdown + tail;
}

function makeOption(card, index) {
  const { key, label, name, caption } = card.dataset;
  const option = document.createElement("li");
  option.id = `picker-option-${index}`;
  option.setAttribute("role", "option");
  option.dataset.key = key;
  option.dataset.label = label;
  option.dataset.said = [label, name || caption].filter(Boolean).join(": ");
  const thumb = card.querySelector(".thumb").cloneNode(true);
  thumb.hidden = false;
  thumb.setAttribute("aria-hidden", "true");
  const words = document.createElement("span");
  words.className = "picker-words";
  const strong = document.createElement("strong");
  strong.textContent = label;
  words.append(strong, ` ${name || caption || ""}`);
  option.append(thumb, words);
  return option;
}
