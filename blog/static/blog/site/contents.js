// The contents beside a post show which of its sections is being read.

export function followReader(contents) {
  const links = new Map();
  for (const link of contents.querySelectorAll("li[class] > a")) {
    const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (place) {
      links.set(place, link);
    }
  }

  function mark() {
    // A section is read from where its heading passes the upper quarter of the window.
    const line = innerHeight / 4 + 1;
    const passed = [...links.keys()].filter((place) => place.getBoundingClientRect().top < line);
    const current = links.get(passed.at(-1));
    for (const link of links.values()) {
      if (link === current) {
        link.setAttribute("aria-current", "true");
        keepInView(link);
      } else {
        link.removeAttribute("aria-current");
      }
    }
  }

  // Long contents scroll by themselves.
  function keepInView(link) {
    const { top, bottom } = link.getBoundingClientRect();
    const room = contents.getBoundingClientRect();
    if (top < room.top || bottom > room.bottom) {
      contents.scrollTop += top - room.top - room.height / 2;
    }
  }

  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -75% 0px" });
  for (const place of links.keys()) {
    observer.observe(place);
  }
}
