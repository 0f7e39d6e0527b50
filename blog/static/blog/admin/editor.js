// The Markdown field: preview, insertion of figures, files that are dropped on it.

const FALLBACK_LATENCY = 500;

for (const editor of document.querySelectorAll(".editor")) {
  start(editor);
}

function start(editor) {
  const textarea = editor.querySelector("textarea");
  const frame = editor.querySelector("iframe");
  const preview = previewer(editor, textarea, frame);
  const latency = Number(textarea.dataset.markdownxLatency) || FALLBACK_LATENCY;
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(preview, latency);
  };
  textarea.addEventListener("input", later);
  whenLoaded(frame, () => {
    keepLinksOutside(frame.contentDocument);
    copyHead(frame.contentDocument);
    followTheme(frame.contentDocument);
    preview();
  });
  textarea.form.addEventListener("submit", () => {
    textarea.form.elements.csrfmiddlewaretoken.value = token(textarea.form);
  });
  refuseFiles(editor, textarea);
  offerFigures(editor, textarea);
}

function whenLoaded(frame, callback) {
  if (sheetOf(frame)) {
    callback();
  }
  frame.addEventListener("load", callback);
}

// Null while the frame is empty, or shows no page of ours.
function sheetOf(frame) {
  return frame.contentDocument?.querySelector(".prose") ?? null;
}

// Asks for the text as HTML; a newer question takes the place of an older one.
function previewer(editor, textarea, frame) {
  const notice = editor.querySelector(".markdownx-preview .editor-notice");
  let asked = new AbortController();
  return async () => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const answer = await ask(textarea, signal);
    if (signal.aborted) {
      return;
    }
    const sheet = sheetOf(frame);
    if (answer.html !== undefined && sheet) {
      sheet.innerHTML = answer.html;
    }
    notice.textContent = answer.words ? words(editor, answer.words) : (answer.sentence ?? "");
    notice.hidden = !notice.textContent;
  };
}

async function ask(textarea, signal) {
  const body = new FormData();
  body.set("content", textarea.value);
  try {
    const response = await fetch(textarea.dataset.markdownxUrlsPath, {
      method: "POST",
      headers: { "X-CSRFToken": token(textarea.form) },
      redirect: "error",
      body,
      signal,
    });
    const text = await response.text();
    if (response.ok) {
      return { html: text };
    }
    // Our own refusals are plain sentences; anything else is not for the eye.
    const isSentence = response.headers.get("Content-Type")?.startsWith("text/plain");
    return isSentence ? { sentence: text } : { words: "failed" };
  } catch {
    return { words: "lost" };
  }
}

// The cookie's, since a new login in another window has changed it.
function token(form) {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/);
  return cookie ? cookie[1] : form.elements.csrfmiddlewaretoken.value;
}

function words(editor, name) {
  return editor.querySelector(`[data-words=${name}]`).content.textContent;
}

// A link opens beside the editor; one within the text scrolls to its place.
function keepLinksOutside(page) {
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      event.preventDefault();
      page.getElementById(decodeURIComponent(link.hash.slice(1)))?.scrollIntoView();
    }
  });
}

function copyHead(page) {
  for (const copy of page.querySelectorAll("[data-copy-of]")) {
    const field = document.getElementById(`id_${copy.dataset.copyOf}`);
    const follow = () => {
      copy.textContent = field.value;
    };
    if (field) {
      follow();
      field.addEventListener("input", follow);
    }
  }
}

// The site follows the system, the admin its own switch: in here the switch decides.
function followTheme(page) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const rules = [...page.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule.media?.mediaText === dark.media);
  const follow = () => {
    const { theme = "auto" } = document.documentElement.dataset;
    const isDark = theme === "auto" ? dark.matches : theme === "dark";
    page.documentElement.style.colorScheme = isDark ? "dark" : "light";
    for (const rule of rules) {
      rule.media.mediaText = isDark ? "all" : "not all";
    }
  };
  follow();
  dark.addEventListener("change", follow);
  new MutationObserver(follow).observe(document.documentElement, {
    attributeFilter: ["data-theme"],
  });
}

// A file dropped or pasted would be opened in place of the page, or lost: say so.
function refuseFiles(editor, textarea) {
  const notice = editor.querySelector("[data-notice=files]");
  const refuse = (event, carried) => {
    if (carried?.types.includes("Files") && !carried.types.includes("text/plain")) {
      event.preventDefault();
      notice.hidden = event.type === "dragover" ? notice.hidden : false;
    }
  };
  textarea.addEventListener("dragover", (event) => refuse(event, event.dataTransfer));
  textarea.addEventListener("drop", (event) => refuse(event, event.dataTransfer));
  textarea.addEventListener("paste", (event) => refuse(event, event.clipboardData));
  textarea.addEventListener("input", () => {
    notice.hidden = true;
  });
}

function offerFigures(editor, textarea) {
  for (const button of editor.querySelectorAll("[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      insertBlock(textarea, button.dataset.insert);
      const status = editor.querySelector("[data-inserted]");
      status.textContent = `${words(editor, "inserted")} ${button.dataset.insert}`;
    });
  }
}

// A figure is a paragraph of its own, so blank lines go round it where there are none.
function insertBlock(textarea, markdown) {
  const before = textarea.value.slice(0, textarea.selectionStart);
  const after = textarea.value.slice(textarea.selectionEnd);
  const head = before.trim() ? "\n\n".slice(before.match(/\n{0,2}$/)[0].length) : "";
  const tail = "\n\n".slice(after.match(/^\n{0,2}/)[0].length);
  insertText(textarea, head + markdown + tail);
}

// The command is the only way that keeps what was typed before undoable.
function insertText(textarea, text) {
  textarea.focus();
  if (!document.execCommand("insertText", false, text)) {
    textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, "end");
    textarea.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}
