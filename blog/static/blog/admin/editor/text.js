// What every part of the editor works with: the text, its caret, and words for people.

export function openEditor(root) {
  const textarea = root.querySelector("textarea");
  const { form } = textarea;
  const notices = root.querySelector(".editor-notices");
  const live = root.querySelector(".editor-live");

  const editor = {
    root,
    textarea,
    form,
    post: root.dataset.post,
    address: (name) => root.dataset[`${name}Url`],
    words: (name) => root.querySelector(`template[data-words="${name}"]`).content.textContent,
    token: () => readCookie("csrftoken") || form.elements.csrfmiddlewaretoken.value,
    announce,
    notify: (sentence, options) => notify(notices, sentence, options),
    insert,
    insertBlock,
    replaceRange,
    replaceText,
    select,
    goTo,
    ask,
    markFaults: (faults) => dispatch(root, "editor:faults", faults),
    showPanel: (name) => dispatch(root, "editor:show", name),
  };

  function announce(sentence) {
    // The same words twice are news, too.
    live.textContent = live.textContent === sentence ? `${sentence}\u00a0` : sentence;
  }

  // The command is the only way that keeps what was typed before undoable.
  function insert(text) {
    const { selectionStart, selectionEnd } = textarea;
    textarea.focus({ preventScroll: true });
    textarea.setSelectionRange(selectionStart, selectionEnd);
    const isDone = text
      ? document.execCommand("insertText", false, text)
      : selectionStart === selectionEnd || document.execCommand("delete");
    if (!isDone) {
      textarea.setRangeText(text, selectionStart, selectionEnd, "end");
      textarea.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }

  // A block is a paragraph of its own, so blank lines go round it where there are none.
  function insertBlock(markdown) {
    const before = textarea.value.slice(0, textarea.selectionStart);
    const after = textarea.value.slice(textarea.selectionEnd);
    const head = before.trim() ? "\n\n".slice(before.match(/\n{0,2}$/)[0].length) : "";
    const tail = "\n\n".slice(after.match(/^\n{0,2}/)[0].length);
    insert(head + markdown + tail);
  }

  function replaceRange(start, end, text) {
    textarea.setSelectionRange(start, end);
    insert(text);
  }

  // Whether it was there. The caret stays with the words it stood among.
  function replaceText(old, text) {
    const start = textarea.value.indexOf(old);
    if (start < 0) {
      return false;
    }
    const end = start + old.length;
    const moved = (place) => {
      if (place <= start) {
        return place;
      }
      return place >= end ? place + text.length - old.length : start + text.length;
    };
    const caret = [textarea.selectionStart, textarea.selectionEnd].map(moved);
    replaceRange(start, end, text);
    textarea.setSelectionRange(...caret);
    return true;
  }

  function select(start, end = start) {
    editor.showPanel("text");
    textarea.focus({ preventScroll: true });
    // Browsers scroll to a caret that was just typed with, or collapsed and blurred.
    textarea.setSelectionRange(start, start);
    textarea.blur();
    textarea.focus();
    textarea.setSelectionRange(start, end);
    textarea.scrollIntoView({ block: "nearest" });
  }

  function goTo(line, column = 1, length = 0) {
    const lines = textarea.value.split("\n");
    const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const start = Math.min(before + column - 1, textarea.value.length);
    select(start, Math.min(start + length, textarea.value.length));
  }

  // Status 0 where no answer came; never follows to a login page.
  async function ask(url, { body = new FormData(), signal } = {}) {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "X-CSRFToken": editor.token() },
        redirect: "error",
        body,
        signal,
      });
      const text = await response.text();
      const type = response.headers.get("Content-Type") ?? "";
      const json = type.startsWith("application/json") ? JSON.parse(text) : null;
      // Our own refusals are plain sentences; anything else is not for the eye.
      const sentence = type.startsWith("text/plain") ? text : "";
      return { status: response.status, text, json, sentence };
    } catch {
      return { status: 0, text: "", json: null, sentence: "" };
    }
  }

  return editor;
}

function notify(notices, sentence, { kind = "warn", actions = [], onClose = () => {} } = {}) {
  const notice = document.createElement("div");
  notice.className = `editor-notice ${kind}`;
  const words = document.createElement("p");
  words.textContent = sentence;
  notice.append(words);
  const remove = () => {
    notice.remove();
    onClose();
  };
  for (const { label, onClick } of actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      // An action that has more to show keeps its notice.
      if (onClick() !== false) {
        remove();
      }
    });
    notice.append(button);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "editor-close";
  close.textContent = notices.dataset.close;
  close.addEventListener("click", remove);
  notice.append(close);
  notices.append(notice);
  return remove;
}

export function dispatch(root, name, detail) {
  root.dispatchEvent(new CustomEvent(name, { detail }));
}

export function readCookie(name) {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}
