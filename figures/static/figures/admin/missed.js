// Draws a box around a missed figure, and picks its caption by a click on the page.

import { offerPassages, withdrawPassages } from "./passages.js";
import { Stage, describeBox, findFields } from "./stage.js";

// A page that is still being drawn.
const LOOK = 1000;

const root = document.querySelector("[data-missed]");
const form = document.getElementById("missed-form");
const element = root.querySelector("[data-stage]");
const size = root.querySelector("[data-crop-size]");

if (element) {
  setUp();
} else if ("waiting" in root.dataset) {
  setTimeout(() => location.reload(), LOOK);
}

function setUp() {
  for (const hidden of root.querySelectorAll(".scripted")) {
    hidden.hidden = false;
  }
  const fields = findFields(form);
  const tell = (box) => {
    size.textContent = box ? describeBox(box) : "";
  };
  const stage = new Stage(element, fields, { onMove: tell, onDone: () => {} });
  stage.allowDrawing({ byTouch: true });
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
  offerCaptions(stage);
}

function offerCaptions(stage) {
  const layer = element.querySelector("[data-passages]");
  const select = form.querySelector("[data-passage-choice]");
  const pick = form.querySelector("[data-pick]");
  pick.addEventListener("click", () => {
    if (layer.hidden) {
      offerPassages(select, layer, stage.page, () => pick.focus());
    } else {
      withdrawPassages(layer);
    }
  });
  layer.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      withdrawPassages(layer);
      pick.focus();
    }
  });
}
