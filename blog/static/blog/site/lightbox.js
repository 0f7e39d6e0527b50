// A figure by itself, as large as the window has room; with its panels, and all around it.

import { fetchDetails } from "./details.js";
import { Stage } from "./stage.js";

const SWIPE = 50;

export function offerLightbox(dialog, prose) {
  const plates = [...prose.querySelectorAll(".figure[id] .plate")];
  const part = (name) => dialog.querySelector(`[data-part=${name}]`);
  const stage = new Stage(part("stage"));
  let at = 0;
  let panel = 0;
  // The figure as it stands in the post, then its panels.
  let views = [];
  // Whether the way back closes it, rather than leave the post.
  let isStep = false;

  const figure = () => plates[at].closest(".figure");

  function open(index) {
    // Whoever comes back to the post finds it where it was.
    history.scrollRestoration = "manual";
    history.pushState(null, "");
    isStep = true;
    dialog.showModal();
    show(index);
  }

  function show(index) {
    at = (index + plates.length) % plates.length;
    views = [wholeOf(figure())];
    // What is shared while it is open leads to the figure in its post.
    history.replaceState(null, "", `#${figure().id}`);
    part("details").replaceChildren();
    dialog.setAttribute("aria-label", views[0].name);
    dialog.classList.toggle("plain", figure().matches(".plain"));
    showPanel(0);
    addDetails(figure());
  }

  async function addDetails(wanted) {
    const details = await fetchDetails(wanted.dataset.details);
    if (details && dialog.open && wanted === figure()) {
      part("details").replaceChildren(...details.facts.map((each) => each.cloneNode(true)));
      views.push(...details.panels);
      showFilm();
      say();
    }
  }

  function showPanel(index) {
    panel = (index + views.length) % views.length;
    const { picture, name, alt, origin, caption } = views[panel];
    stage.show(picture, alt || (panel ? name : ""));
    const words = figure().querySelector("figcaption").cloneNode(true).children;
    part("words").replaceChildren(...words);
    if (panel) {
      const [label, ...rest] = part("words").querySelectorAll(":scope > p:not(.source)");
      label.lastChild.replaceWith(` · ${origin}`);
      rest[0]?.replaceChildren(caption || rest[0].textContent);
    }
    showFilm();
    say();
  }

  function showFilm() {
    const film = part("film");
    const isFocused = film.contains(document.activeElement);
    film.replaceChildren(...(views.length > 1 ? views.map(thumbOf) : []));
    film.hidden = part("panel-keys").hidden = views.length < 2;
    if (isFocused) {
      film.children[panel]?.focus();
    }
  }

  function thumbOf(view, index) {
    const thumb = document.createElement("button");
    thumb.type = "button";
    thumb.className = "thumb";
    thumb.setAttribute("aria-label", view.name);
    thumb.setAttribute("aria-pressed", String(index === panel));
    const picture = view.picture.cloneNode(true);
    for (const each of picture.querySelectorAll("[sizes]")) {
      each.sizes = "6rem";
    }
    picture.querySelector("img").alt = "";
    thumb.append(picture);
    thumb.addEventListener("click", () => showPanel(index));
    return thumb;
  }

  function say() {
    const words = part("where").dataset.words;
    const place = words.replace("{number}", at + 1).replace("{count}", plates.length);
    const parts = [views[0].name, panel && views[panel].name, place];
    part("where").textContent = parts.filter(Boolean).join(" · ");
  }

  const deeds = {
    close: () => dialog.close(),
    next: () => show(at + 1),
    previous: () => show(at - 1),
    "next-panel": () => showPanel(panel + 1),
    "previous-panel": () => showPanel(panel - 1),
    larger: () => stage.zoom(1),
    smaller: () => stage.zoom(-1),
  };

  dialog.addEventListener("click", ({ target }) => {
    deeds[target.closest("[data-deed]")?.dataset.deed]?.();
  });

  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    // What is enlarged is moved with the arrows.
    const deed = stage.isMoved(event.key) ? () => {} : deedOf(event.key);
    if (deed) {
      event.preventDefault();
      deed();
    }
  });

  function deedOf(key) {
    const button = dialog.querySelector(`[data-keys~="${CSS.escape(key)}"]`);
    // A single view has no panels.
    return button && !button.closest("[hidden]") ? deeds[button.dataset.deed] : null;
  }

  turnBySwipe(part("stage"), (step) => show(at + step));

  dialog.addEventListener("close", () => {
    plates[at].focus();
    if (isStep) {
      history.back();
    }
  });

  addEventListener("popstate", () => {
    isStep = false;
    history.scrollRestoration = "auto";
    dialog.close();
  });

  prose.addEventListener("click", (event) => {
    const index = plates.indexOf(event.target.closest(".plate"));
    // Who wants another tab or a copy of the file gets it.
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (index >= 0 && isPlain) {
      event.preventDefault();
      open(index);
    }
  });

  for (const plate of plates) {
    plate.setAttribute("aria-haspopup", "dialog");
  }
}

// A finger drawn across a figure turns to the next; what is enlarged, by whatever means,
// moves with the finger instead.
function turnBySwipe(stage, turn) {
  let start = null;
  stage.addEventListener(
    "touchstart",
    ({ touches }) => {
      const isWhole = visualViewport.scale < 1.05 && !stage.matches(".zoomed");
      start = isWhole && touches.length === 1 ? touches[0] : null;
    },
    { passive: true },
  );
  stage.addEventListener("touchend", ({ changedTouches: [end] }) => {
    const { clientX, clientY } = start ?? end;
    const across = end.clientX - clientX;
    if (Math.abs(across) > Math.max(SWIPE, 2 * Math.abs(end.clientY - clientY))) {
      turn(across < 0 ? 1 : -1);
    }
    start = null;
  });
}

function wholeOf(figure) {
  const picture = figure.querySelector("picture");
  const name = figure.querySelector(".label strong").textContent;
  return { picture, name, alt: picture.querySelector("img").alt };
}
