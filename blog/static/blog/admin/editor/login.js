// Logging in again beside the text, which stays where it is.

import { readCookie } from "./text.js";

let asked = null;

// Whether whoever began to write is logged in again. One dialog is enough for all who ask.
export function askForLogin(editor, sentence = "") {
  asked ??= openDialog(editor, sentence).finally(() => {
    asked = null;
  });
  return asked;
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

async function openDialog(editor, sentence) {
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
  dialog.querySelector("[name=password]").focus();
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
