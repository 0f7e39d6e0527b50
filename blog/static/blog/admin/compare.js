// Two pages beside each other scroll in step; on a narrow screen one shows at a time.

document.documentElement.classList.add("scripts");

const NARROW = matchMedia("(max-width: 63.99rem)");
const figures = [...document.querySelectorAll(".pages [data-side] iframe")];
const buttons = [...document.querySelectorAll(".pages-switch button")];

function show(side) {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.side === side));
  }
  for (const frame of figures) {
    const figure = frame.closest("[data-side]");
    figure.hidden = NARROW.matches && figure.dataset.side !== side;
  }
}

for (const button of buttons) {
  button.addEventListener("click", () => show(button.dataset.side));
}
NARROW.addEventListener("change", () => show("left"));
show("left");

let leader = null;

function follow(frame) {
  const other = figures.find((each) => each !== frame);
  const page = frame.contentDocument?.scrollingElement;
  const theirs = other.contentDocument?.scrollingElement;
  // The one that was moved by us is about to say so.
  if (!page || !theirs || leader === other) {
    leader = null;
    return;
  }
  const room = page.scrollHeight - page.clientHeight;
  const target = room ? (page.scrollTop / room) * (theirs.scrollHeight - theirs.clientHeight) : 0;
  if (Math.abs(theirs.scrollTop - target) > 1) {
    leader = frame;
    theirs.scrollTop = target;
  }
}

function listen(frame) {
  frame.contentDocument?.addEventListener("scroll", () => follow(frame), { passive: true });
}

for (const frame of figures) {
  frame.addEventListener("load", () => listen(frame));
  listen(frame);
}
