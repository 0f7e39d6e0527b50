// Leaving the page: a save that first makes sure, a word before anything is lost.

import { showDifferences } from "./conflict.js";
import { rememberCaret } from "./returning.js";
import { areSame, isWord, pack, putWords, readWords } from "./words.js";

// Follow from the words, or from the server.
const CARRIED = ["csrfmiddlewaretoken", "version", "seen", "copy_version", "began"];

// A save that takes no page away in that time was stopped on its way.
const PATIENCE = 10_000;

export function watchLeaving(editor, { settle, isSafe, writeBackstop, forget }) {
  const { form, root } = editor;
  let isLeaving = false;
  let isAsking = false;
  let others = "";

  function goAway() {
    isLeaving = true;
    setTimeout(() => {
      isLeaving = false;
      forget(false);
    }, PATIENCE);
  }

  // The form's other fields are not kept between saves.
  function readOthers() {
    const entries = [...new FormData(form)].filter(
      ([name]) => !isWord({ name }) && !CARRIED.includes(name) && (editor.post || name !== "slug"),
    );
    return JSON.stringify(entries);
  }

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (isLeaving) {
      return;
    }
    if (button?.matches("[data-discard]")) {
      goAway();
      forget();
      return;
    }
    event.preventDefault();
    if (isAsking) {
      return;
    }
    isAsking = true;
    const isSettled = await settle();
    isAsking = false;
    if (isSettled) {
      rememberCaret(editor);
      goAway();
      form.requestSubmit(button);
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (isLeaving) {
      return;
    }
    writeBackstop();
    if (!isSafe() || readOthers() !== others) {
      event.preventDefault();
    }
  });
  // A page from the browser's memory is of another day: the server knows what holds now.
  window.addEventListener("pageshow", ({ persisted }) => {
    const mayGo = isLeaving || (isSafe() && readOthers() === others);
    isLeaving = false;
    if (persisted && mayGo) {
      goAway();
      window.location.reload();
    }
  });
  // Scripts of the form set their fields up until then; what came back typed is no saved state.
  const begin = () => {
    others = "typed" in root.querySelector(".keeping").dataset ? "" : readOthers();
  };
  if (document.readyState === "complete") {
    begin();
  } else {
    window.addEventListener("load", begin);
  }
}

// Words that a page closed without a connection left on this machine.
export function offerLocalWords(editor, backstop) {
  for (const { key, entry } of backstop.find()) {
    if (areSame(entry.words, readWords(editor))) {
      backstop.remove(key);
    } else {
      offer(editor, backstop, key, entry);
    }
  }
}

function offer(editor, backstop, key, { words, version, at }) {
  const when = new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  editor.notify(`${editor.words("local-found")} ${when}`, {
    kind: "warn",
    actions: [
      {
        label: editor.words("show-difference"),
        onClick: () => {
          compare(editor, words);
          return false;
        },
      },
      { label: editor.words("local-restore"), onClick: () => restore(editor, words, version, () => backstop.remove(key)) },
      { label: editor.words("local-discard"), onClick: () => backstop.remove(key) },
    ],
  });
}

function restore(editor, words, version, done) {
  const { elements } = editor.form;
  const before = { words: readWords(editor), version: elements.version.value };
  putWords(editor, words);
  // They began from what the post was then.
  elements.version.value = Math.min(Number(version) || 0, Number(before.version) || 0);
  done();
  editor.notify(editor.words("local-restored"), {
    kind: "ok",
    actions: [
      {
        label: editor.words("undo"),
        onClick: () => {
          putWords(editor, before.words);
          elements.version.value = before.version;
        },
      },
    ],
  });
}

async function compare(editor, words) {
  const old = Object.fromEntries(
    Object.entries(readWords(editor)).map(([name, text]) => [`old-${name}`, text]),
  );
  const { compareUrl } = editor.root.querySelector(".keeping").dataset;
  const { text, status } = await editor.ask(compareUrl, { body: pack(editor, words, old) });
  if (status === 200) {
    showDifferences(editor, text);
  } else {
    editor.notify(editor.words("merge-failed"), { kind: "bad" });
  }
}
