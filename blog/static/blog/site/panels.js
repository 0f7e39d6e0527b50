// On a phone, the panels of a wide figure stand one below the other, large enough to read.

import { fetchDetails } from "./details.js";

const NARROW = matchMedia("(width < 40rem)");
// Wider than so many times its height, a figure is too small in a phone's column.
const WIDE = 1.6;
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
  const held = panels.reduce((sum, { picture }) => sum + areaOf(picture), 0);
  // What is in view does not change under the reader's eyes.
  const isAhead = figure.getBoundingClientRect().top > innerHeight;
  if (!isAhead || panels.length < 2 || held < WHOLE * areaOf(figure)) {
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

function areaOf(element) {
  const { width, height } = sizeOf(element);
  return width * height;
}

// As it was cut, however large it is shown.
function sizeOf(element) {
  const image = element.querySelector("img");
  return { width: image.getAttribute("width"), height: image.getAttribute("height") };
}
