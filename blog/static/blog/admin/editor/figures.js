// The tray: the figures that the post can show, and how often it does.

import { countMentions, findEmbeds, writeEmbed, writeReference } from "./embeds.js";
import { dropAt, startDragging } from "./drag.js";
import { dispatch } from "./text.js";

const PROGRESS = 3000;
const PAUSE = 200;

export function startFigures(editor) {
  const { root, textarea, form } = editor;
  const tray = root.querySelector("[data-tray]");
  const cards = tray.querySelector("[data-cards]");
  const filter = tray.querySelector("#tray-filter");
  const found = tray.querySelector(".tray-count");
  let asked = new AbortController();
  let timer = 0;
  let shown = "";

  async function load() {
    clearTimeout(timer);
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const answer = await fetchText(`${tray.dataset.url}?${question(editor)}`, signal);
    if (signal.aborted) {
      return;
    }
    if (answer.status === 401) {
      dispatch(root, "editor:loggedout", answer.text);
    }
    if (answer.status === 200 && answer.text !== shown) {
      shown = answer.text;
      show(answer.text);
    } else if (answer.status !== 200 && !shown) {
      const note = document.createElement("p");
      note.className = "tray-note";
      note.textContent = answer.isSentence ? answer.text : editor.words("tray-lost");
      cards.replaceChildren(note);
    }
    if (cards.querySelector("[data-in-progress]")) {
      timer = setTimeout(load, PROGRESS);
    }
  }

  function show(html) {
    const focused = cards.contains(document.activeElement) ? nameOf(document.activeElement) : "";
    cards.innerHTML = html;
    count();
    sift();
    if (focused) {
      [...cards.querySelectorAll("button, a")].find((each) => nameOf(each) === focused)?.focus();
    }
    dispatch(root, "editor:figures");
  }

  function count() {
    const counts = countMentions(textarea.value);
    for (const card of cards.querySelectorAll("[data-figure]")) {
      const times = counts.get(card.dataset.key) ?? 0;
      const mark = card.querySelector("[data-used]");
      const words = times > 1 ? "tray-used-often" : "tray-used";
      mark.hidden = times === 0;
      mark.title = times ? editor.words(words).replace("%d", times) : "";
      mark.replaceChildren(visuallyHidden(mark.title), times > 1 ? `×${times}` : "");
      card.classList.toggle("is-used", times > 0);
    }
  }

  function sift() {
    const all = [...cards.querySelectorAll("li[data-figure]")];
    const fits = matcher(filter.value);
    for (const card of all) {
      const parts = [card, ...card.querySelectorAll("[data-figure]")];
      card.hidden = !parts.some(({ dataset }) => fits(dataset));
    }
    const count = all.filter((card) => !card.hidden).length;
    const words = editor.words("tray-found").replace("%d", count).replace("%d", all.length);
    found.textContent = filter.value.trim() ? words : "";
  }

  function insertEssential(section) {
    const present = new Set(findEmbeds(textarea.value).map((embed) => embed.key));
    const keys = [...section.querySelectorAll("li[data-tier=essential]")]
      .map((card) => card.dataset.key)
      .filter((key) => !present.has(key));
    if (keys.length) {
      editor.showPanel("text");
      editor.insertBlock(keys.map((key) => writeEmbed({ key })).join("\n\n"));
      editor.announce(editor.words("tray-essential").replace("%d", keys.length));
    } else {
      editor.notify(editor.words("tray-all-used"), { kind: "ok" });
    }
  }

  function insert(card) {
    editor.showPanel("text");
    editor.insertBlock(writeEmbed({ key: card.dataset.key }));
    editor.announce(editor.words("tray-inserted").replace("%s", card.dataset.label));
  }

  function refer(card) {
    editor.showPanel("text");
    editor.insert(writeReference(card.dataset.key));
    editor.announce(editor.words("tray-referred").replace("%s", card.dataset.label));
  }

  cards.addEventListener("click", ({ target }) => {
    const card = target.closest("[data-figure]");
    if (target.closest("[data-choose-papers]")) {
      focusPapers(form);
    } else if (target.closest("[data-essential]")) {
      insertEssential(target.closest("section"));
    } else if (target.closest("[data-refer]")) {
      refer(card);
    } else if (target.closest("[data-insert]")) {
      insert(card);
    }
  });
  startDragging(cards);
  dropAt(editor, (key) => {
    const card = [...cards.querySelectorAll("[data-figure]")].find((each) => each.dataset.key === key);
    if (card) {
      insert(card);
    }
  });
  filter.addEventListener("input", (event) => {
    // A word to look for is none of the post's.
    event.stopPropagation();
    sift();
  });
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      cards.querySelector("li[data-figure]:not([hidden]) [data-insert]")?.focus();
    }
  });
  let counting = 0;
  textarea.addEventListener("input", () => {
    clearTimeout(counting);
    counting = setTimeout(count, PAUSE);
  });
  window.django?.jQuery?.("#id_papers").on("change", load);
  window.addEventListener("focus", load);
  root.addEventListener("editor:figures-changed", load);
  load();
}

// Which figures can be shown here: those of the papers chosen now, and images in the text.
function question({ post, form, textarea }) {
  const asked = new URLSearchParams({ post });
  for (const option of form.elements.papers?.selectedOptions ?? []) {
    asked.append("paper", option.value);
  }
  for (const key of new Set(findEmbeds(textarea.value).map((embed) => embed.key))) {
    if (key.startsWith("images/")) {
      asked.append("image", key);
    }
  }
  return asked;
}

// Numbers and letters ("3b", "t2") find by number, all else by words.
export function matcher(typed) {
  const wanted = typed.trim().toLowerCase();
  if (/^t?\d+[a-z]?$/.test(wanted)) {
    return ({ number }) => isNumbered(number, wanted);
  }
  const parts = wanted.split(/\s+/);
  return ({ words }) => parts.every((part) => words.toLowerCase().includes(part));
}

// "3" is 3 and its panels, not 30; supplements ("s3") are found by their digits as well.
function isNumbered(number, wanted) {
  const [, table, digits] = /^(t?)(?:[a-z]+\.?(?=\d))?(.*)$/.exec(number);
  const mine = wanted.startsWith("t") ? table + digits : digits;
  return mine === wanted || (mine.startsWith(wanted) && !/\d/.test(mine[wanted.length]));
}

export async function fetchText(url, signal) {
  try {
    const response = await fetch(url, { redirect: "error", signal });
    const isSentence = response.headers.get("Content-Type")?.startsWith("text/plain") ?? false;
    return { status: response.status, text: await response.text(), isSentence };
  } catch {
    return { status: 0, text: "", isSentence: false };
  }
}

function focusPapers(form) {
  const field = form.elements.papers;
  const box = field?.parentElement.querySelector(".select2-search__field, .select2-selection") ?? field;
  box?.scrollIntoView({ block: "center" });
  box?.focus();
}

function nameOf(element) {
  const key = element.closest("[data-figure]")?.dataset.key ?? "";
  return `${key} ${element.textContent}`;
}

function visuallyHidden(words) {
  const hidden = document.createElement("span");
  hidden.className = "visually-hidden";
  hidden.textContent = ` ${words}`;
  return hidden;
}
