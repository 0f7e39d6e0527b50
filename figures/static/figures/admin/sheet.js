// Ticking many figures: all at once, a range with Shift, and how many it is.

const form = document.querySelector(".sheet-form");
const all = form.querySelector("[data-tick-all]");
const count = form.querySelector("[data-ticked]");
let last = null;

function boxes() {
  return [...form.querySelectorAll("input[name=figure]")];
}

function tell() {
  const ticked = boxes().filter((box) => box.checked).length;
  if (count) {
    count.textContent = ticked ? String(ticked) : "";
  }
  if (all) {
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  }
}

document.documentElement.classList.add("scripts");

all?.addEventListener("change", () => {
  for (const box of boxes()) {
    box.checked = all.checked;
  }
  tell();
});

form.addEventListener("click", (event) => {
  const box = event.target.closest("input[name=figure]");
  if (!box) {
    return;
  }
  const each = boxes();
  if (event.shiftKey && last && each.includes(last)) {
    const [from, to] = [each.indexOf(last), each.indexOf(box)].sort((a, b) => a - b);
    for (const between of each.slice(from, to + 1)) {
      between.checked = box.checked;
    }
  }
  last = box;
  tell();
});

tell();
