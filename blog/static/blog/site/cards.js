// A reference shows what it leads to, on a small card: under a mouse, or with the focus.

const LINKS = ".reference, .citation a[href^='#ref-'], .footnote-ref";
// Long enough to move the mouse from the link to its card.
const PATIENCE = 250;
const MOST_WORDS = 200;
const GAP = 6;

// Where notes stand beside their paragraphs, they need no card.
const NOTES_BESIDE = matchMedia("(min-width: 75rem)");

export function offerCards(prose) {
  const card = document.createElement("div");
  card.className = "hover-card";
  card.id = "hover-card";
  card.popover = "manual";
  card.role = "tooltip";
  let shown = null;
  let timer = 0;

  function show(link) {
    clearTimeout(timer);
    const parts = link === shown ? null : describe(link);
    if (!parts) {
      return;
    }
    hide();
    shown = link;
    card.replaceChildren(...parts);
    // Beside its link, so that it is read in its language.
    prose.append(card);
    link.setAttribute("aria-describedby", card.id);
    card.showPopover();
    place(card, link);
  }

  function hide() {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.remove();
  }

  function hideSoon() {
    clearTimeout(timer);
    timer = setTimeout(hide, PATIENCE);
  }

  for (const link of prose.querySelectorAll(LINKS)) {
    link.addEventListener("pointerenter", ({ pointerType }) => {
      if (pointerType !== "touch") {
        clearTimeout(timer);
        timer = setTimeout(show, PATIENCE / 2, link);
      }
    });
    link.addEventListener("pointerleave", hideSoon);
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", hide);
    link.addEventListener("click", hide);
  }
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", hideSoon);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  addEventListener("scroll", () => shown && place(card, shown), { passive: true });
}

function describe(link) {
  if (link.matches(".footnote-ref") && NOTES_BESIDE.matches) {
    return null;
  }
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  return target?.matches(".figure") ? describeFigure(target) : target && describeNote(target);
}

function describeFigure(figure) {
  const [label, caption] = figure.querySelectorAll("figcaption > p:not(.source)");
  const picture = figure.querySelector("picture")?.cloneNode(true);
  for (const part of picture?.querySelectorAll("[sizes]") ?? []) {
    part.sizes = "18rem";
  }
  return [picture, label?.cloneNode(true), caption && shorten(caption)].filter(Boolean);
}

function shorten(caption) {
  const words = caption.textContent.trim();
  const short = document.createElement("p");
  short.textContent =
    words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS).replace(/\s+\S*$/, "")} …` : words;
  return short;
}

// What is read on a card is not used there: its links become words.
function describeNote(note) {
  const copy = note.cloneNode(true);
  for (const part of copy.querySelectorAll(".way-back")) {
    part.remove();
  }
  for (const link of copy.querySelectorAll("a")) {
    link.replaceWith(...link.childNodes);
  }
  for (const part of copy.querySelectorAll("[id]")) {
    part.removeAttribute("id");
  }
  const box = document.createElement("div");
  box.append(...copy.childNodes);
  return [box];
}

// Below its link, above where there is more room; never beyond the window.
function place(card, link) {
  const { left, top, bottom } = link.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card;
  const fits = bottom + GAP + height <= innerHeight || bottom + height / 2 < innerHeight / 2;
  const edge = document.documentElement.clientWidth - width - GAP;
  card.style.left = `${Math.max(GAP, Math.min(left, edge))}px`;
  card.style.top = `${Math.max(GAP, fits ? bottom + GAP : top - GAP - height)}px`;
}
