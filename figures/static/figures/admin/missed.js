// Draws a box around a missed figure, and picks its caption by a click on the page.

import { bindPassages } from "./passages.js";
import { Stage, describeBox, findFields } from "./stage.js";

// Between two looks at a page that is being drawn; less often while nobody looks.
const LOOK = 1000;
const LONG_LOOK = 5000;

const root = document.querySelector("[data-missed]");
const form = document.getElementById("missed-form");
const size = root.querySelector("[data-crop-size]");
const toggle = root.querySelector("[data-draw]");
let stage = null;

if (root.querySelector("[data-stage]")) {
  setUp();
} else {
  watch();
}

root.querySelector("[data-zoom]").addEventListener("change", (event) => {
  root.style.setProperty("--zoom", event.target.value);
  stage?.reveal();
});

toggle.addEventListener("click", () => drawByTouch(toggle.getAttribute("aria-pressed") !== "true"));

function setUp() {
  // Without a picture of the page they would do nothing.
  document.documentElement.classList.add("scripts");
  toggle.hidden = !navigator.maxTouchPoints;
  const element = root.querySelector("[data-stage]");
  const fields = findFields(form);
  stage = new Stage(element, fields, { onMove: tell, onDone: () => drawByTouch(false) });
  stage.allowDrawing({ byTouch: false });
  allowFingers(element);
  for (const field of Object.values(fields)) {
    field.addEventListener("input", () => {
      stage.draw();
      tell(stage.box);
    });
  }
  form.querySelector("[data-start-box]").addEventListener("click", () => {
    const { width, height } = stage.page;
    stage.box = { left: width / 4, top: height / 3, right: (3 * width) / 4, bottom: (2 * height) / 3 };
    element.querySelector("[data-handles] button").focus();
  });
  const pick = form.querySelector("[data-pick]");
  if (pick) {
    const select = form.querySelector("[data-passage-choice]");
    const layer = element.querySelector("[data-passages]");
    bindPassages(select, layer, stage.page, pick, () => pick.focus());
  }
  tell(stage.box);
  stage.reveal();
}

function tell(box) {
  size.textContent = box ? describeBox(box, root.dataset.size) : "";
}

// A finger scrolls, until the button says that it draws: one box.
function drawByTouch(isOn) {
  toggle.setAttribute("aria-pressed", String(isOn));
  stage.element.classList.toggle("by-touch", isOn);
}

function allowFingers(element) {
  let pointer = "";
  element.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    const isDrawing = pointer === "touch" && element.classList.contains("by-touch");
    if (isDrawing && event.isPrimary && !event.target.closest("button, .crop")) {
      stage.startDrawing(event, stage.place(event));
    }
  });
  // A pen would scroll as a finger does.
  const keepStill = (event) => {
    if (pointer === "pen" && event.cancelable) {
      event.preventDefault();
    }
  };
  element.addEventListener("touchmove", keepStill, { passive: false });
}

// What is typed stays as it is: only the page and its paragraphs are put in.
async function watch() {
  while ("waiting" in root.dataset) {
    await new Promise((resolve) => setTimeout(resolve, document.hidden ? LONG_LOOK : LOOK));
    try {
      const response = await fetch(location.pathname);
      const isOut = response.redirected && new URL(response.url).pathname.endsWith("/login/");
      root.querySelector("[data-logged-out]").hidden = !isOut;
      if (response.ok && !isOut) {
        take(new DOMParser().parseFromString(await response.text(), "text/html"));
      }
    } catch {
      // The next look is soon.
    }
  }
}

function take(fresh) {
  const drawn = fresh.querySelector("[data-missed]:not([data-waiting])");
  if (!drawn) {
    return;
  }
  delete root.dataset.waiting;
  // Whoever has logged in again meanwhile has another one.
  form.elements.csrfmiddlewaretoken.value = drawn.querySelector("#missed-form [name=csrfmiddlewaretoken]").value;
  swap("page", drawn);
  const hadFocus = document.activeElement === form.elements.passage;
  swap("passages", drawn);
  if (hadFocus) {
    form.elements.passage.focus();
  }
  if (root.querySelector("[data-stage]")) {
    setUp();
  }
}

function swap(name, drawn) {
  const theirs = drawn.querySelector(`[data-part=${name}]`);
  root.querySelector(`[data-part=${name}]`).replaceChildren(...theirs.childNodes);
}
