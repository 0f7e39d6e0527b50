// The tabs: beside the text on wide screens, in its place on narrow ones.

import { dispatch } from "./text.js";

const WIDE = matchMedia("(min-width: 64rem)");

export function startPanel(editor) {
  const { root } = editor;
  const list = root.querySelector("[role=tablist]");
  const tabs = [...list.querySelectorAll("[role=tab]")];
  let shown = "";

  const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  const nameOf = (tab) => tab.dataset.panel;
  const offered = () => tabs.filter((tab) => !(WIDE.matches && nameOf(tab) === "text"));

  function show(name, { focus = false } = {}) {
    // Beside the panel, the text is always there.
    if (WIDE.matches && name === "text") {
      return;
    }
    for (const tab of tabs) {
      const isShown = nameOf(tab) === name;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      panelOf(tab).hidden = !isShown && !(WIDE.matches && nameOf(tab) === "text");
      if (isShown && focus) {
        tab.focus();
      }
    }
    if (shown !== name) {
      shown = name;
      dispatch(root, "editor:panel", name);
    }
  }

  function layOut() {
    const text = tabs.find((tab) => nameOf(tab) === "text");
    text.hidden = WIDE.matches;
    if (WIDE.matches) {
      panelOf(text).removeAttribute("role");
      panelOf(text).removeAttribute("aria-labelledby");
    } else {
      panelOf(text).setAttribute("role", "tabpanel");
      panelOf(text).setAttribute("aria-labelledby", text.id);
    }
    const first = offered()[0];
    show(offered().some((tab) => nameOf(tab) === shown) ? shown : nameOf(first));
  }

  const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
  list.addEventListener("keydown", (event) => {
    const all = offered();
    const place = all.indexOf(event.target.closest("[role=tab]"));
    const ends = { Home: 0, End: all.length - 1 };
    const next = ends[event.key] ?? place + (STEPS[event.key] ?? 0);
    if (place >= 0 && next !== place) {
      event.preventDefault();
      show(nameOf(all[(next + all.length) % all.length]), { focus: true });
    }
  });
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) {
      show(nameOf(tab));
    }
  });
  root.addEventListener("editor:show", (event) => show(event.detail));
  WIDE.addEventListener("change", layOut);
  shown = root.dataset.shows || (WIDE.matches ? "preview" : "text");
  layOut();
  show(shown);
}
