// Two tabs, two editors: show what differs, and put it together.

import { pack, putWords, readWords } from "./words.js";

function openDialog(editor, name) {
  const template = editor.root.querySelector(`template[data-template=${name}]`);
  const dialog = template.content.firstElementChild.cloneNode(true);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}

// "mine", "theirs" or "later", as the editor decides between their own two tabs.
export function askWhichTab(editor, answer) {
  const dialog = openDialog(editor, "tabs");
  dialog.querySelector("h2").textContent = answer.words;
  dialog.querySelector(".dialog-differences").innerHTML = answer.html;
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue || "later"));
  });
}

export function showDifferences(editor, html) {
  const dialog = openDialog(editor, "differences");
  dialog.querySelector(".dialog-differences").innerHTML = html;
  dialog.showModal();
}

const askMerge = (editor) =>
  editor.ask(editor.root.querySelector(".keeping").dataset.mergeUrl, {
    body: pack(editor, readWords(editor)),
  });

// Somebody saved the post since: what is typed goes on, and may take theirs in.
export function offerMerge(editor, newer) {
  return editor.notify(newer.words, {
    kind: "warn",
    actions: [
      {
        label: editor.words("show-difference"),
        onClick: () => {
          showMerge(editor);
          return false;
        },
      },
      { label: editor.words("merge-in"), onClick: () => void mergeIn(editor) },
    ],
  });
}

async function showMerge(editor) {
  const { json, status } = await askMerge(editor);
  if (status === 200) {
    showDifferences(editor, json.html);
  } else {
    editor.notify(editor.words("merge-failed"), { kind: "bad" });
  }
}

async function mergeIn(editor) {
  const before = JSON.stringify(readWords(editor));
  const { json, status } = await askMerge(editor);
  // Words typed while the answer was on its way are in no merge.
  if (status !== 200 || JSON.stringify(readWords(editor)) !== before) {
    editor.notify(editor.words("merge-failed"), { kind: "bad" });
    return;
  }
  putWords(editor, json.merged);
  editor.form.elements.version.value = json.version;
  const words = json.is_disputed ? "merged-marks" : "merged-in";
  editor.notify(editor.words(words), { kind: json.is_disputed ? "warn" : "ok" });
}
