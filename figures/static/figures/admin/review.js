// The screen of one figure: saves as you go, keys, the crop on its page.

import { Autosave } from "./autosave.js";
import { bindKeys } from "./keys.js";
import { bindPassages } from "./passages.js";
import { Stage, describeBox, findFields } from "./stage.js";

// Between two looks at what the worker has done.
const LOOK = 800;
// Parts of the page that follow the server's word; fields are kept in step one by one.
const PARTS = ["conflicts", "errors", "result", "crop-deeds", "list", "reviewed", "saved", "repairs", "outlines"];
// What a save has told of these stands until the next one.
const REFUSALS = ["conflicts", "errors"];

const root = document.querySelector("[data-review]");
const form = document.getElementById("review-form");
const words = { ...document.querySelector("[data-words]").dataset };
const live = form.querySelector("[data-live]");
let stage = null;
let isWatching = false;

document.documentElement.classList.add("scripts");

const autosave = new Autosave(form, {
  words,
  status: form.querySelector("[data-status]") ?? document.createElement("p"),
  onAnswer: takeAnswer,
});

setUpStage();
root.querySelector(".review-list [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
bindKeys(form);
watch();

// A button takes what is on its way first: else an editor would be told of himself. Where
// that meets somebody else's words, he chooses before anything is done.
form.addEventListener("submit", async (event) => {
  stage?.settle();
  if (!navigator.onLine) {
    // A page that says so would take the place of all that was typed.
    event.preventDefault();
    autosave.fail(words.lost);
    return;
  }
  if (!autosave.running) {
    autosave.renewToken();
    autosave.isDirty = false;
    clearTimeout(autosave.timer);
    return;
  }
  event.preventDefault();
  await autosave.running;
  if (!autosave.isPaused) {
    // The part that held the button may have been replaced meanwhile.
    const { value } = event.submitter ?? { value: "save" };
    form.requestSubmit(form.querySelector(`button[value="${value}"]`));
  }
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (link) {
    stage?.settle();
  }
  if (!link || !isPlain || !(autosave.isDirty || autosave.running)) {
    return;
  }
  event.preventDefault();
  if ((await autosave.flush()) || confirm(`${autosave.status.textContent} ${words.leave}`)) {
    autosave.isDirty = false;
    location.href = link.href?.baseVal ?? link.href;
    return;
  }
  form.querySelector("[aria-invalid=true]")?.focus();
});

document.querySelector("[data-zoom]")?.addEventListener("change", (event) => {
  root.style.setProperty("--zoom", event.target.value);
  stage?.reveal();
});

document.querySelector("[data-show=captions]")?.addEventListener("change", (event) => {
  root.classList.toggle("without-captions", !event.target.checked);
});

function setUpStage() {
  const element = root.querySelector("[data-stage]");
  if (!element || !form.elements.left || form.elements.left.disabled || form.querySelector(".crop-fields[disabled]")) {
    return;
  }
  stage = new Stage(element, findFields(form), { onMove: showCrop, onDone: ({ exact }) => autosave.save({ exact }) });
  // A finger scrolls the page here.
  stage.allowDrawing({ byTouch: false });
  for (const field of Object.values(findFields(form))) {
    field.addEventListener("input", () => {
      stage.draw();
      showCrop(stage.box);
    });
  }
  tellSize(stage.box);
  stage.reveal();
  offerCaptions();
}

function showCrop(box) {
  // Whoever leaves now is asked: the last step may still wait to be saved.
  autosave.isDirty = true;
  showLive(box);
}

function showLive(box) {
  tellSize(box);
  if (!box || !live || "turned" in root.dataset) {
    return;
  }
  const { left, top, right, bottom } = box;
  live.querySelector("svg").setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
  root.classList.add("is-live");
  live.hidden = false;
}

function tellSize(box) {
  const place = document.querySelector("[data-crop-size]");
  if (place && box) {
    place.textContent = describeBox(box, words.size);
  }
}

// The list of paragraphs may be another after each answer.
function offerCaptions() {
  const layer = root.querySelector("[data-passages]");
  const select = form.querySelector("[data-passage-choice]");
  const pick = form.querySelector("[data-pick]");
  if (stage && layer && select && pick) {
    const pair = () => form.requestSubmit(form.querySelector("button[value=pair]"));
    bindPassages(select, layer, stage.page, pick, pair);
  }
}

function takeAnswer(page, status, sent) {
  refresh(page);
  if (status === 200 || status === 409) {
    const { shown } = JSON.parse(sent.get("seen"));
    const fresh = page.getElementById("review-form");
    form.elements.seen.value = fresh.elements.seen.value;
    keepInStep(fresh, sent, shown);
  }
  showProblems(page);
  if (status === 200) {
    watch();
  }
}

// Fields follow the server where nobody has typed since: a box that snapped, for one, and
// what somebody else has changed. Else it would be taken for ours the next time.
function keepInStep(fresh, sent, shown) {
  for (const field of fresh.elements) {
    const mine = form.elements[field.name];
    const isOff = field.type === "radio" && !field.checked;
    if (!field.closest("[data-field]") || !mine || isOff) {
      continue;
    }
    const isBeingTyped = mine === document.activeElement && mine.value != shown[field.name];
    if (mine.value === sent.get(field.name) && !isBeingTyped) {
      mine.value = field.value;
    }
  }
  stage?.draw();
  if (stage?.box && root.classList.contains("is-live")) {
    showLive(stage.box);
  }
}

function showProblems(page) {
  for (const place of form.querySelectorAll("[data-problems]")) {
    const fresh = page.querySelector(`[data-problems="${place.dataset.problems}"]`);
    if (!fresh) {
      continue;
    }
    place.replaceChildren(...fresh.childNodes);
    const isRefused = place.childElementCount > 0;
    const field = place.closest(".field");
    field?.classList.toggle("errors", isRefused);
    for (const control of field?.querySelectorAll("input, select, textarea") ?? []) {
      control.toggleAttribute("aria-invalid", false);
      if (isRefused) {
        control.setAttribute("aria-invalid", "true");
      }
    }
  }
}

function refresh(page, { keep = [] } = {}) {
  const fresh = page.querySelector("[data-review]");
  if (!fresh) {
    return;
  }
  root.toggleAttribute("data-waiting", "waiting" in fresh.dataset);
  for (const name of PARTS.filter((part) => !keep.includes(part))) {
    const mine = document.querySelector(`[data-part="${name}"]`);
    const theirs = page.querySelector(`[data-part="${name}"]`);
    if (mine && theirs && mine.innerHTML !== theirs.innerHTML && !isBusy(mine)) {
      mine.replaceChildren(...theirs.childNodes);
    }
  }
  const page_ = root.querySelector("[data-part=page]");
  const drawn = page.querySelector("[data-part=page]");
  if (!stage && drawn?.querySelector("[data-stage]")) {
    page_.replaceChildren(...drawn.childNodes);
    setUpStage();
  }
  offerCaptions();
  if (!("waiting" in root.dataset)) {
    root.classList.remove("is-live");
    if (live) {
      live.hidden = true;
    }
  }
}

function isBusy(part) {
  return part.contains(document.activeElement) && document.activeElement !== document.body;
}

async function watch() {
  if (isWatching) {
    return;
  }
  isWatching = true;
  while ("waiting" in root.dataset) {
    await new Promise((resolve) => setTimeout(resolve, document.hidden ? 5 * LOOK : LOOK));
    if (autosave.running || autosave.isPaused) {
      continue;
    }
    try {
      const response = await fetch(location.href);
      if (response.ok && !response.url.includes("/login/") && !autosave.running) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        refresh(page, { keep: REFUSALS });
      }
    } catch {
      // The next look is soon.
    }
  }
  isWatching = false;
}
