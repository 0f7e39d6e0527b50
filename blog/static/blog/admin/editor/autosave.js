// Keeps what is typed: on the server a second after the last key, until then on this machine.

import { openBackstop } from "./backstop.js";
import { askWhichTab, offerMerge } from "./conflict.js";
import { askForLogin, checkSession, watchHands } from "./login.js";
import { offerLocalWords, watchLeaving } from "./leaving.js";
import { dispatch } from "./text.js";
import { awaitUploads } from "./uploading.js";
import { areSame, isWord, pack, putWords, readWords } from "./words.js";

const QUIET = 1000;
const LONGEST = 10_000;
const BACKSTOP = 300;
const RETRIES = [2000, 4000, 8000, 15_000, 30_000];

export function startAutosave(editor) {
  const { root, form } = editor;
  const place = root.querySelector(".keeping");
  if (!place) {
    return;
  }
  const { dataset } = place;
  const line = root.querySelector("[data-saved]");
  const backstop = openBackstop(`offprint:words:${dataset.editor}:${editor.post || "new"}`);
  // What came back from a refused save is on the server in no form.
  let kept = "typed" in dataset ? null : readWords(editor);
  let sent = [];
  let isHere = false;
  let isOut = false;
  let isHeld = false;
  let isForgotten = false;
  let removeNotice = () => {};
  let busy = null;
  let failures = 0;
  let seen = Number(form.elements.seen.value) || 0;
  let due = 0;
  let timer = 0;
  let backstopTimer = 0;

  const isKept = () => kept !== null && areSame(kept, readWords(editor));

  function say(words, { isBad = false } = {}) {
    if (line) {
      line.textContent = words;
      line.classList.toggle("bad", isBad);
    }
    if (isBad) {
      editor.announce(words);
    }
  }

  function writeBackstop() {
    clearTimeout(backstopTimer);
    if (isForgotten || isKept()) {
      backstop.remove();
      isHere = false;
    } else {
      const version = form.elements.version.value;
      isHere = backstop.write({ words: readWords(editor), version, at: Date.now() });
    }
  }

  function plan(wait = QUIET) {
    const now = Date.now();
    due ||= now + LONGEST;
    clearTimeout(timer);
    timer = setTimeout(keep, Math.max(0, Math.min(wait, due - now)));
  }

  function keep() {
    clearTimeout(timer);
    due = 0;
    if (!busy && !isOut && !isHeld && !isForgotten && !isKept()) {
      busy = send().finally(() => {
        busy = null;
      });
    }
    return busy;
  }

  async function send() {
    const words = readWords(editor);
    sent.push(words);
    say(editor.words("kept-saving"));
    const answer = await editor.ask(dataset.keepUrl, { body: pack(editor, words) });
    const deeds = { 200: accept, 401: logIn, 403: refuse, 404: refuse, 409: choose, 413: refuse };
    const isAgain = await (deeds[answer.status] ?? lose)(answer, words);
    return isAgain ? "again" : answer.status;
  }

  function accept({ json }, words) {
    kept = words;
    sent = [];
    failures = 0;
    form.elements.copy_version.value = json.copy_version;
    say(json.words);
    root.querySelector(".keeping-others").textContent = json.others;
    writeBackstop();
    if (json.newer && json.newer.version > seen) {
      seen = json.newer.version;
      offerMerge(editor, json.newer);
    }
    if (!isKept()) {
      plan();
    }
    dispatch(root, "editor:saved", json);
  }

  function sayNotKept(name) {
    writeBackstop();
    if (isKept()) {
      return;
    }
    say(isHere ? name : editor.words("kept-nowhere"), { isBad: true });
  }

  async function logIn({ json }) {
    isOut = true;
    sayNotKept(editor.words("kept-out"));
    // Not waited for: whoever saves meanwhile comes to the same dialog.
    void comeBack({ sentence: json?.status === "other" ? json.words : "" });
  }

  async function comeBack(options) {
    removeNotice();
    removeNotice = editor.notify(editor.words("login-closed"), {
      kind: "bad",
      actions: [{ label: editor.words("log-in"), onClick: wantLogin }],
    });
    const isBack = await askForLogin(editor, options);
    if (isBack) {
      removeNotice();
      isOut = false;
      plan(0);
    }
    return isBack;
  }

  // The notice stays until it is done.
  function wantLogin() {
    void comeBack({ isWanted: true });
    return false;
  }

  // Whether it is to be sent once more.
  async function refuse({ json, status }) {
    if (status === 403 && !json && failures < 2) {
      // The token is another since somebody logged in elsewhere.
      failures += 1;
      await checkSession(editor);
      plan(0);
      return true;
    }
    sayNotKept(json?.words ?? editor.words(status === 404 ? "kept-gone" : "kept-failed"));
    return false;
  }

  async function choose({ json }) {
    form.elements.copy_version.value = json.copy_version;
    // An answer that was lost on its way: those words are ours.
    if (sent.some((words) => areSame(words, json.theirs))) {
      kept = json.theirs;
      plan(0);
      return;
    }
    isHeld = true;
    sayNotKept(editor.words("kept-held"));
    const choice = await askWhichTab(editor, json);
    if (choice === "theirs") {
      putWords(editor, json.theirs);
      kept = json.theirs;
    }
    if (choice === "later") {
      editor.notify(editor.words("kept-held"), {
        kind: "bad",
        actions: [{ label: editor.words("show-difference"), onClick: () => void choose({ json }) }],
      });
      return;
    }
    isHeld = false;
    plan(0);
  }

  function lose({ status }) {
    sayNotKept(editor.words(status === 0 ? "kept-lost" : "kept-failed"));
    const wait = RETRIES[Math.min(failures, RETRIES.length - 1)];
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(keep, wait);
  }

  // What is discarded on the server is not kept here either.
  function forget(isMeant = true) {
    isForgotten = isMeant;
    writeBackstop();
  }

  // Whether a save may go off: the words are on the server and its session is alive.
  async function settle() {
    const sayWaiting = () => {
      say(editor.words("image-awaited"));
      editor.announce(editor.words("image-awaited"));
    };
    // What a failed upload has to say is not to go with the page.
    if (!(await awaitUploads(sayWaiting))) {
      return false;
    }
    for (let round = 0; round < 5; round += 1) {
      if (busy) {
        await busy;
      }
      if (isOut && !(await comeBack({ isSaving: true }))) {
        return false;
      }
      if (isHeld) {
        return false;
      }
      if (isKept()) {
        const session = await checkSession(editor);
        if (session.state === "in") {
          return true;
        }
        if (session.state === "lost") {
          sayNotKept(editor.words("kept-lost"));
          return false;
        }
        isOut = true;
        continue;
      }
      const status = await keep();
      // What the copy has no room for, the form itself refuses in words.
      if ([413, 500].includes(status)) {
        return true;
      }
      if ([0, 403, 404].includes(status)) {
        return false;
      }
    }
    return false;
  }

  watchHands();
  form.addEventListener("input", (event) => {
    if (isWord(event.target)) {
      clearTimeout(backstopTimer);
      backstopTimer = setTimeout(writeBackstop, BACKSTOP);
      plan(failures ? RETRIES[Math.min(failures, RETRIES.length) - 1] : QUIET);
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      writeBackstop();
      keep();
    }
  });
  window.addEventListener("pagehide", writeBackstop);
  window.addEventListener("online", () => plan(0));
  root.addEventListener("editor:loggedout", () => isOut || logIn({}));
  watchLeaving(editor, { settle, isSafe: () => isKept() || isHere, writeBackstop, forget });
  offerLocalWords(editor, backstop);
  if (!isKept()) {
    plan();
  }
}
