// Logging in again beside the text, which stays where it is.

import { readCookie } from "./text.js";

// So long no key is pressed before a dialog comes between.
const PAUSE = 1500;

let asked = null;
let hurry = () => {};
let typedAt = -PAUSE;

export function watchHands() {
  const note = ({ ctrlKey, metaKey }) => {
    if (!ctrlKey && !metaKey) {
      typedAt = performance.now();
    }
  };
  document.addEventListener("keydown", note, { capture: true });
  document.addEventListener("beforeinput", note, { capture: true });
}

// Whether whoever began to write is logged in again. One dialog is enough for all who ask.
// Unless it is wanted, it waits until the hands rest: no letter meant for the text lands in it.
export function askForLogin(editor, { sentence = "", isSaving = false, isWanted = false } = {}) {
  asked ??= rest(isSaving ? typedAt : performance.now())
    .then((isAwaited) => openDialog(editor, sentence, isAwaited))
    .finally(() => {
      asked = null;
    });
  if (isWanted) {
    hurry();
  }
  return asked;
}

function rest(from) {
  return new Promise((resolve) => {
    hurry = () => resolve(true);
    const look = () => {
      const wait = Math.max(typedAt, from) + PAUSE - performance.now();
      if (wait > 0) {
        setTimeout(look, wait);
      } else {
        resolve(false);
      }
    };
    look();
  });
}

// "in", "out", "other" or "lost"; with the token that the next form has to carry.
export async function checkSession(editor) {
  const { dataset } = editor.root.querySelector(".keeping");
  try {
    const response = await fetch(dataset.sessionUrl, { redirect: "error", cache: "no-store" });
    const session = await response.json();
    renewTokens(editor, session.token);
    return { ...session, state: stateOf(session, dataset) };
  } catch {
    return { state: "lost" };
  }
}

function stateOf(session, dataset) {
  if (!session.editor) {
    return "out";
  }
  return session.editor === dataset.editor ? "in" : "other";
}

function renewTokens(editor, token) {
  const fresh = readCookie("csrftoken") || token;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    field.value = fresh;
  }
}

async function openDialog(editor, sentence, isAwaited) {
  const template = editor.root.querySelector("template[data-template=login]");
  const dialog = template.content.firstElementChild.cloneNode(true);
  const form = dialog.querySelector("form");
  const complaint = dialog.querySelector("[role=alert]");
  document.body.append(dialog);

  function complain(words) {
    complaint.textContent = words;
    complaint.hidden = !words;
  }

  function accept(session) {
    if (session.state === "in") {
      dialog.close("in");
    } else if (session.state === "other") {
      complain(editor.words("login-other").replace("%s", session.name));
    }
    return session.state;
  }

  // Whoever logged in in another tab comes back to this one.
  const recheck = async () => accept(await checkSession(editor));
  window.addEventListener("focus", recheck);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    complain("");
    complain((await sendLogin(editor, new FormData(form), accept)) ?? "");
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  complain(sentence);
  dialog.showModal();
  const head = dialog.querySelector("h2");
  head.tabIndex = -1;
  // Whoever types on, not having asked for it, types into nothing.
  (isAwaited ? dialog.querySelector("[name=password]") : head).focus();
  await new Promise((resolve) => {
    dialog.addEventListener("close", resolve, { once: true });
  });
  window.removeEventListener("focus", recheck);
  dialog.remove();
  return dialog.returnValue === "in";
}

// What is wrong, in words; nothing where it worked or `accept` has said it.
async function sendLogin(editor, body, accept) {
  const { dataset } = editor.root.querySelector(".keeping");
  const before = await checkSession(editor);
  if (before.state === "lost") {
    return editor.words("login-failed");
  }
  body.set("next", dataset.sessionUrl);
  body.set("csrfmiddlewaretoken", before.token);
  try {
    const response = await fetch(dataset.loginUrl, { method: "POST", body });
    const type = response.headers.get("Content-Type") ?? "";
    if (type.startsWith("text/html") && response.ok) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const said = page.querySelector(".errornote, .errorlist")?.textContent.trim();
      return said || editor.words("login-failed");
    }
  } catch {
    return editor.words("login-failed");
  }
  const after = await checkSession(editor);
  const state = accept(after);
  if (state === "other") {
    return editor.words("login-other").replace("%s", after.name);
  }
  return state === "in" ? "" : editor.words("login-failed");
}
