// What stands in the text while a picture travels, and what becomes of it.

// The Markdown that took the place of each mark; null while its picture travels.
const fates = new Map();
// With the blank lines that came with each.
const wholes = new Map();
const travelling = new Set();
let uploads = 0;
let waiting = 0;

// No mark outlives its upload: not in a text that was left, nor where undo brings it back.
export function startMarks(editor) {
  const { textarea } = editor;
  const pattern = patternOf(editor.words("image-uploading"));
  let isStepping = false;

  const findDead = () =>
    textarea.value.includes("]()")
      ? [...textarea.value.matchAll(pattern)].filter(([token]) => fates.get(token) !== null)
      : [];

  // The step that put the mark in is undone with the one that replaced it, and redone with it.
  function step(deed) {
    isStepping = true;
    document.execCommand(deed);
    isStepping = false;
  }

  function clear() {
    for (const [token, name] of findDead()) {
      if (fates.has(token)) {
        settleMark(editor, token, fates.get(token));
      } else {
        settleMark(editor, token, "");
        editor.notify(editor.words("image-cut-off").replace("%s", name));
      }
    }
  }

  textarea.addEventListener("input", ({ inputType, isComposing }) => {
    if (isStepping || isComposing || findDead().length === 0) {
      return;
    }
    const deed = { historyUndo: "undo", historyRedo: "redo" }[inputType];
    queueMicrotask(deed ? () => step(deed) : clear);
  });
  // Once all that watches the text is there.
  setTimeout(clear);
}

function patternOf(words) {
  const [before, after] = words.split("%s").map((part) => part.replace(/[$()*+./?[\\\]^{|}]/g, "\\$&"));
  return new RegExp(`!\\[${before}([^\\]\\n]*)${after} \\(\\d+\\)\\]\\(\\)`, "gu");
}

// On its own, and like nothing else.
export function insertMark(editor, file) {
  const { textarea } = editor;
  uploads += 1;
  const name = file.name.replace(/[^\p{L}\p{N}._ -]/gu, "").slice(0, 60);
  const words = editor.words("image-uploading").replace("%s", name);
  const token = `![${words} (${uploads})]()`;
  fates.set(token, null);
  // What is chosen stays: the picture comes after it.
  textarea.setSelectionRange(textarea.selectionEnd, textarea.selectionEnd);
  const start = textarea.selectionStart;
  const { length } = textarea.value;
  editor.insertBlock(token);
  wholes.set(token, textarea.value.slice(start, start + textarea.value.length - length));
  return token;
}

// Whether the mark was there to be replaced; without Markdown it goes with its blank lines.
export function settleMark(editor, token, markdown) {
  fates.set(token, markdown);
  return markdown
    ? replace(editor, token, markdown)
    : (wholes.has(token) && replace(editor, wholes.get(token), "")) || replace(editor, blockOf(editor.textarea.value, token), "");
}

// A mark with the blank lines that would be too many without it.
function blockOf(text, token) {
  const [before, after = ""] = text.split(token);
  const [head] = before.match(/\n{0,2}$/);
  const [tail] = after.match(/^\n{0,2}/);
  return after.trim() && head ? head + token : head + token + tail;
}

// Nobody who writes elsewhere meanwhile loses the place.
export function replace(editor, old, text) {
  const { textarea } = editor;
  const { activeElement } = document;
  if (textarea.offsetParent === null || (activeElement !== textarea && !text)) {
    return replaceUnseen(textarea, old, text);
  }
  const isThere = editor.replaceText(old, text);
  if (activeElement !== textarea && activeElement !== document.body) {
    activeElement?.focus({ preventScroll: true });
  }
  return isThere;
}

// A field that is not on the screen takes no focus, and so no command that can be undone.
function replaceUnseen(textarea, old, text) {
  const start = textarea.value.indexOf(old);
  if (start < 0) {
    return false;
  }
  textarea.setRangeText(text, start, start + old.length, "preserve");
  textarea.dispatchEvent(new InputEvent("input", { bubbles: true }));
  return true;
}

// Counts an upload as travelling until its promise says whether it ended well.
export function track(upload) {
  travelling.add(upload);
  upload.finally(() => travelling.delete(upload));
}

// Whether all that travels has arrived or was called off; `onWait` is called where there is any.
export async function awaitUploads(onWait) {
  waiting += 1;
  let isWell = true;
  while (travelling.size > 0) {
    onWait();
    const ends = await Promise.all(travelling);
    isWell &&= ends.every(Boolean);
  }
  waiting -= 1;
  return isWell;
}

export const isSaveWaiting = () => waiting > 0;
