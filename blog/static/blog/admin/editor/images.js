// Pictures of one's own, pasted, dropped or chosen: in the text at once, prepared while one writes on.

import { describeLater, describeNow } from "./describing.js";
import { offsetAt } from "./drag.js";
import { offerPaper } from "./paper_offer.js";
import { places, send, showUpload } from "./sending.js";
import { dispatch } from "./text.js";
import { insertMark, isSaveWaiting, replace, settleMark, startMarks, track } from "./uploading.js";

const PICTURE = /\.(?:png|jpe?g|webp|avif|gif|tiff?|heic|heif|svg|bmp)$/i;
const PAPER = /\.pdf$/i;
const OWN_FIGURE = "application/x-offprint-figure";
const INTERVAL = 1000;
const LONG_INTERVAL = 5000;
// A worker that is not there for so long is for others to look after.
const PATIENCE = 10 * 60 * 1000;

let typedAt = 0;

export function startImages(editor) {
  const { root, textarea } = editor;
  startMarks(editor);
  // Before the one that makes Markdown of what is pasted: it leaves alone what is taken.
  textarea.addEventListener("paste", (event) => paste(editor, event), { capture: true });
  textarea.addEventListener("drop", (event) => drop(editor, event));
  textarea.addEventListener("keydown", () => {
    typedAt = performance.now();
  });
  root.addEventListener("editor:picture", () => choosePicture(editor));
}

function choosePicture(editor) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = "image/*,.tif,.tiff";
  input.multiple = true;
  input.addEventListener("change", () => take(editor, [...input.files]));
  input.addEventListener("cancel", () => editor.textarea.focus({ preventScroll: true }));
  input.click();
}

function paste(editor, event) {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length && !holdsWords(event.clipboardData, files)) {
    event.preventDefault();
    take(editor, files);
  }
}

// Word and Excel carry a picture of the words beside the words; browsers an address
// beside a picture, file managers a name.
function holdsWords(carried, files) {
  const text = carried.getData("text/plain").trim();
  if (text) {
    return text !== files.map(({ name }) => name).join("\n");
  }
  const html = carried.getData("text/html");
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return Boolean(html) && (body.textContent.trim() !== "" || body.querySelectorAll("img").length !== 1);
}

function drop(editor, event) {
  const { dataTransfer, clientX, clientY } = event;
  const files = [...(dataTransfer?.files ?? [])];
  if (!files.length || dataTransfer.types.includes(OWN_FIGURE)) {
    return;
  }
  event.preventDefault();
  const place = offsetAt(editor.textarea, clientX, clientY);
  if (place !== null) {
    editor.textarea.setSelectionRange(place, place);
  }
  take(editor, files);
}

function take(editor, files) {
  for (const file of files) {
    if (file.type === "application/pdf" || PAPER.test(file.name)) {
      offerPaper(editor, file);
    } else if (file.type.startsWith("image/") || PICTURE.test(file.name)) {
      upload(editor, file);
    } else {
      editor.notify(editor.words("image-other").replace("%s", file.name));
    }
  }
}

function upload(editor, file) {
  track(travel(editor, file));
}

// Whether the picture arrived, or was called off as somebody wanted.
async function travel(editor, file) {
  const startedAt = performance.now();
  const mark = insertMark(editor, file);
  const row = showUpload(editor, file.name);
  const sending = send(editor, places(editor).addImage, { image: file }, row.show);
  row.cancel(sending.abort);
  const answer = await sending.done;
  row.remove();
  await noDialog();
  if (!answer.json?.markdown) {
    settleMark(editor, mark, "");
    refuse(editor, file, answer);
    return Boolean(answer.isAborted);
  }
  const picture = answer.json;
  if (!settleMark(editor, mark, picture.markdown)) {
    offerAgain(editor, file, picture);
  }
  editor.announce(editor.words("image-added").replace("%s", file.name));
  watch(editor, picture);
  if (picture.alt_state === "draft") {
    // Whoever writes on or saves is not torn away.
    const isBusy = typedAt > startedAt || isSaveWaiting();
    (isBusy ? describeLater : describeNow)(editor, file.name, picture);
  }
  return true;
}

// Of several that wait for the same one, each looks again: the first may open the next.
async function noDialog() {
  while (document.querySelector("dialog:modal")) {
    await new Promise((resolve) => document.addEventListener("close", resolve, { capture: true, once: true }));
    // After whatever the dialog itself puts into the text.
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function refuse(editor, file, { status, json, isAborted }) {
  if (isAborted) {
    editor.announce(editor.words("image-cancelled").replace("%s", file.name));
    return;
  }
  if (json?.pdf) {
    offerPaper(editor, file);
    return;
  }
  const sentence = json?.problem ?? editor.words(status === 0 ? "image-lost" : "image-failed");
  const again = { label: editor.words("image-again"), onClick: () => upload(editor, file) };
  const isFinal = [413, 415, 422].includes(status);
  editor.notify(`${file.name}: ${sentence}`, { kind: "bad", actions: isFinal ? [] : [again] });
  if (status === 401) {
    dispatch(editor.root, "editor:loggedout", sentence);
  }
}

// Somebody has taken its mark out of the text: then it is for them to put it in.
function offerAgain(editor, file, { markdown }) {
  const insert = { label: editor.words("image-insert"), onClick: () => editor.insertBlock(markdown) };
  editor.notify(editor.words("image-unplaced").replace("%s", file.name), { actions: [insert] });
}

// Until its copies are there the preview says so; then it shows them.
async function watch(editor, picture) {
  const end = performance.now() + PATIENCE;
  let current = picture;
  while (!current.ready && !current.failure && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, document.hidden ? LONG_INTERVAL : INTERVAL));
    current = (await look(picture.status_url)) ?? current;
  }
  dispatch(editor.root, "editor:figures-changed");
  dispatch(editor.root, "editor:picture-prepared", current);
  if (current.failure) {
    sayFailure(editor, current);
  }
}

async function look(address) {
  try {
    const response = await fetch(address, { redirect: "error" });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function sayFailure(editor, picture) {
  const again = {
    label: editor.words("image-again"),
    onClick: () => void editor.ask(picture.again_url).then(({ json }) => json?.key && watch(editor, json)),
  };
  const remove = {
    label: editor.words("image-remove"),
    onClick: () => void (replace(editor, `\n\n${picture.markdown}`, "") || replace(editor, picture.markdown, "")),
  };
  const actions = picture.can_try_again ? [again, remove] : [remove];
  editor.notify(picture.failure, { kind: "bad", actions });
}
