// Asks what a picture shows, once it is in the text; one picture after the other.

import { dispatch } from "./text.js";

let queue = Promise.resolve();

export function describeLater(editor, name, picture) {
  const describe = { label: editor.words("image-describe"), onClick: () => void describeNow(editor, name, picture) };
  editor.notify(editor.words("image-undescribed").replace("%s", name), { actions: [describe] });
}

export function describeNow(editor, name, picture) {
  queue = queue.then(() => describe(editor, name, picture));
  return queue;
}

function describe(editor, name, picture) {
  const { selectionStart, selectionEnd } = editor.textarea;
  const caret = [selectionStart, selectionEnd];
  const dialog = open(editor, name);
  const form = dialog.querySelector("form");
  const { alt_text: words, decorative } = form.elements;
  words.value = picture.alt;
  decorative.addEventListener("change", () => {
    words.disabled = decorative.checked;
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "later") {
      event.preventDefault();
      save(editor, dialog, picture);
    }
  });
  const prepared = ({ detail }) => detail.pk === picture.pk && showPicture(dialog, detail);
  editor.root.addEventListener("editor:picture-prepared", prepared);
  showPicture(dialog, picture);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      editor.root.removeEventListener("editor:picture-prepared", prepared);
      dialog.remove();
      returnTo(editor.textarea, caret);
      resolve();
    });
  });
}

// Chromium hands the focus back, but no caret where the last one went with the dialog.
function returnTo(textarea, caret) {
  textarea.blur();
  textarea.focus({ preventScroll: true });
  textarea.setSelectionRange(...caret);
}

// Outside of the form of the post, which it is no part of.
function open(editor, name) {
  const template = editor.root.querySelector('template[data-dialog="picture"]');
  const dialog = template.content.firstElementChild.cloneNode(true);
  dialog.querySelector("[data-name]").textContent = name;
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function showPicture(dialog, { thumbnail, failure, hint }) {
  const wait = dialog.querySelector("[data-wait]");
  const picture = dialog.querySelector("img");
  if (thumbnail) {
    picture.src = thumbnail.src;
    picture.width = thumbnail.width;
    picture.height = thumbnail.height;
    picture.hidden = false;
  }
  wait.hidden = Boolean(thumbnail);
  wait.textContent = failure || hint || wait.textContent;
}

async function save(editor, dialog, picture) {
  const form = dialog.querySelector("form");
  const body = new FormData(form);
  body.set("seen", picture.seen);
  const { status, json } = await editor.ask(picture.alt_url, { body });
  if (status === 200) {
    editor.announce(json.said);
    dispatch(editor.root, "editor:figures-changed");
    dialog.close();
    return;
  }
  const problem = dialog.querySelector("[role=alert]");
  problem.textContent = json?.problem ?? editor.words(status === 0 ? "image-lost" : "image-failed");
  if (json?.theirs) {
    // Seen now: saved again, one's own words stand.
    problem.textContent += ` ${json.theirs.edited_alt_text ?? ""}`;
    picture.seen = "";
  }
  form.elements.alt_text.setAttribute("aria-invalid", "true");
  form.elements.alt_text.focus();
}
