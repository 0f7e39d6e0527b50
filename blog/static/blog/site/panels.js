// On a phone, the panels of a wide figure stand one below the other, large enough to read.

import { fetchDetails } from "./details.js";

const NARROW = matchMedia("(width < 40rem)");
// What is narrower than high seldom has panels side by side.
const WIDE = 1.1;
// How much of a figure's width a panel takes at most that has another beside it.
const BESIDE = 0.7;
// How much of a figure its panels have to hold, so that no legend beside them is lost.
const WHOLE = 0.85;

export function stackPanels(prose) {
  if (!NARROW.matches) {
    return;
  }
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) {
          observer.unobserve(target);
          stack(target);
        }
      }
    },
    { rootMargin: "0px 0px 400% 0px" },
  );
  for (const figure of prose.querySelectorAll(".figure[data-details]:has(picture)")) {
    const { width, height } = sizeOf(figure);
    if (width > WIDE * height) {
      observer.observe(figure);
    }
  }
}

async function stack(figure) {
  const { panels = [] } = (await fetchDetails(figure.dataset.details)) ?? {};
  // What is in view does not change under the reader's eyes.
  const isAhead = figure.getBoundingClientRect().top > innerHeight;
  if (!isAhead || !areBeside(panels.map(({ picture }) => sizeOf(picture)), sizeOf(figure))) {
    return;
  }
  const plate = figure.querySelector(".plate");
  const { alt, sizes } = plate.querySelector("img");
  if (alt) {
    plate.setAttribute("aria-label", alt);
  }
  for (const { picture } of panels) {
    const copy = picture.cloneNode(true);
    for (const part of copy.querySelectorAll("[sizes]")) {
      part.sizes = sizes;
    }
    copy.querySelector("img").alt = "";
    plate.append(copy);
  }
  figure.classList.add("stacked");
}

// Whether the panels stand beside each other, and are all of the figure.
function areBeside(panels, whole) {
  const held = panels.reduce((sum, { width, height }) => sum + width * height, 0);
  const isSplit = panels.some(({ width }) => width < BESIDE * whole.width);
  return isSplit && held > WHOLE * whole.width * whole.height;
}

// As it was cut, however large it is shown.
function sizeOf(element) {
  const image = element.querySelector("img");
  return { width: image.getAttribute("width"), height: image.getAttribute("height") };
}
