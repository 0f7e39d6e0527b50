// The contents beside a post show which of its sections is being read.

// A section is read from where its heading passes the upper quarter of the window; what
// lies above, however far, has passed.
const LINE = "9999999px 0px -75% 0px";

export function followReader(contents) {
  const links = new Map();
  for (const link of contents.querySelectorAll("li[class] > a")) {
    const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (place) {
      links.set(place, link);
    }
  }
  const passed = new Set();

  function follow(entries) {
    for (const { target, isIntersecting } of entries) {
      passed[isIntersecting ? "add" : "delete"](target);
    }
    const current = links.get([...links.keys()].findLast((place) => passed.has(place)));
    for (const link of links.values()) {
      link.removeAttribute("aria-current");
    }
    current?.setAttribute("aria-current", "true");
    keepInView(current);
  }

  // Long contents scroll by themselves.
  function keepInView(link) {
    const room = contents.getBoundingClientRect();
    const { top, bottom } = link?.getBoundingClientRect() ?? room;
    if (top < room.top || bottom > room.bottom) {
      contents.scrollTop += top - room.top - room.height / 2;
    }
  }

  const observer = new IntersectionObserver(follow, { rootMargin: LINE });
  for (const place of links.keys()) {
    observer.observe(place);
  }
}
