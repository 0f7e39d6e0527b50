// The page as readers will get it, beside the text and as quick as the typing.

import { startFollowing } from "./follow.js";
import { morph } from "./morph.js";
import { followTheme, startWidths } from "./look.js";
import { dispatch } from "./text.js";

const PAUSE = 150;
// Somebody who does not stop typing sees the page all the same.
const LONGEST_PAUSE = 600;
const RETRY = 5000;

export function startPreview(editor) {
  const { root, form } = editor;
  const panel = root.querySelector("#panel-preview");
  const frame = panel.querySelector("iframe");
  const notice = panel.querySelector(".preview-notice");
  const follower = startFollowing(editor, frame);
  const theme = followTheme(frame, panel.querySelector("[data-dark]"));
  let asked = new AbortController();
  let shown = "";
  let timer = 0;
  let firstAt = 0;

  startWidths(panel.querySelector(".preview-stage"), frame, panel);

  function later() {
    const now = performance.now();
    firstAt ||= now;
    clearTimeout(timer);
    timer = setTimeout(render, Math.max(0, Math.min(PAUSE, firstAt + LONGEST_PAUSE - now)));
  }

  async function render({ isForced = false } = {}) {
    clearTimeout(timer);
    firstAt = 0;
    // What nobody sees is not asked for; showing the panel asks.
    if (frame.offsetParent === null || !frame.contentDocument?.body) {
      return;
    }
    const body = readForm(editor);
    const words = JSON.stringify([...body]);
    if (words === shown && !isForced) {
      return;
    }
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const answer = await editor.ask(editor.address("preview"), { body, signal });
    if (signal.aborted) {
      return;
    }
    if (answer.status === 200) {
      shown = words;
      show(answer.text);
    } else if (answer.status === 0) {
      timer = setTimeout(render, RETRY);
    } else if (answer.status === 401) {
      dispatch(root, "editor:loggedout", answer.sentence);
    }
    say(answer.status === 200 ? "" : sentenceFor(editor, answer));
  }

  function say(sentence) {
    notice.textContent = sentence;
    notice.hidden = !sentence;
  }

  function show(html) {
    const page = frame.contentDocument;
    const fresh = new DOMParser().parseFromString(html, "text/html");
    dress(editor, fresh);
    follower.unmark();
    morph(page.documentElement, fresh.documentElement);
    theme.refresh();
    follower.refresh();
    dispatch(root, "editor:previewed", page);
  }

  function take() {
    const page = frame.contentDocument;
    dress(editor, page);
    keepLinksOutside(page);
    theme.refresh();
    follower.watch(page);
    page.addEventListener("click", (event) => openMenu(root, event));
    dispatch(root, "editor:previewed", page);
    shown = "";
    render();
  }

  frame.addEventListener("load", take);
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.body?.childNodes.length) {
    take();
  }
  form.addEventListener("input", later);
  // The lists of choices tell nobody but jQuery.
  (window.django?.jQuery?.(form) ?? form)[window.django?.jQuery ? "on" : "addEventListener"]("change", later);
  window.addEventListener("online", () => render());
  root.addEventListener("editor:panel", () => render());
  root.addEventListener("editor:figures-changed", () => render({ isForced: true }));
}

// What the page is made of, as it stands in the form.
function readForm({ post, form, textarea }) {
  const body = new FormData();
  body.set("post", post);
  body.set("body", textarea.value);
  for (const name of ["title", "deck", "language", "series"]) {
    const field = form.elements[name];
    if (field) {
      body.set(name, field.value);
    }
  }
  for (const name of ["papers", "tags"]) {
    const field = form.elements[name];
    if (field) {
      body.set(name, "");
      for (const option of field.selectedOptions ?? []) {
        body.append(name, option.value);
      }
    }
  }
  const authors = [...form.querySelectorAll("select[name^=postauthor_set-][name$=-author]")];
  if (authors.length) {
    body.set("author", "");
    for (const { pk } of sortAuthors(form, authors)) {
      body.append("author", pk);
    }
  }
  return body;
}

function sortAuthors(form, selects) {
  return selects
    .map((select, order) => {
      const row = select.name.slice(0, -"author".length);
      const position = Number(form.elements[`${row}position`]?.value) || 0;
      const isGone = form.elements[`${row}DELETE`]?.checked || row.includes("__prefix__");
      return { pk: isGone ? "" : select.value, position, order };
    })
    .filter(({ pk }) => pk)
    .sort((a, b) => a.position - b.position || a.order - b.order);
}

function sentenceFor(editor, { status, sentence }) {
  return sentence || editor.words(status === 0 ? "preview-lost" : "preview-failed");
}

// Each figure gets the button that opens its menu.
function dress(editor, page) {
  for (const [place, figure] of [...page.querySelectorAll(".prose figure.figure")].entries()) {
    const name = figure.querySelector(".label strong")?.textContent;
    const button = page.createElement("button");
    button.type = "button";
    button.className = "edit-figure";
    button.dataset.place = place;
    button.textContent = editor.words("preview-edit");
    if (name) {
      button.setAttribute("aria-label", editor.words("preview-edit-named").replace("%s", name));
    }
    figure.prepend(button);
  }
}

function openMenu(root, event) {
  const figure = event.target.closest(".prose figure.figure");
  if (!figure || event.target.closest("a:not(.plate), summary, details") || event.detail > 1) {
    return;
  }
  const button = figure.querySelector(".edit-figure");
  const isMeant = event.target.closest(".edit-figure, .card, .problem");
  if (button && isMeant) {
    event.preventDefault();
    dispatch(root, "editor:figure-menu", { place: Number(button.dataset.place), button });
  }
}

// A link opens beside the editor; one within the text scrolls to its place.
function keepLinksOutside(page) {
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      event.preventDefault();
      page.getElementById(readHash(link))?.scrollIntoView();
    }
  });
}

function readHash({ hash }) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    // A per cent sign that begins no code stands for itself.
    return hash.slice(1);
  }
}
