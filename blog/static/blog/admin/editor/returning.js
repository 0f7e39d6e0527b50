// After a save from within the text the page is made anew: the caret comes back to its place.

const KEY = "offprint:caret";

export function rememberCaret({ post, textarea }) {
  if (document.activeElement !== textarea) {
    return;
  }
  const { selectionStart: start, selectionEnd: end } = textarea;
  write(JSON.stringify({ post, start, end }));
}

// Once, and only where nothing asks for attention first.
export function returnCaret(editor) {
  const place = take();
  const isRefused = document.querySelector(".errornote, .messagelist :is(.error, .warning), .conflict");
  if (!place || isRefused || (place.post && place.post !== editor.post)) {
    return;
  }
  const { length } = editor.textarea.value;
  editor.select(Math.min(place.start, length), Math.min(place.end, length));
  editor.announce(editor.words("caret-back"));
}

function write(value) {
  try {
    sessionStorage.setItem(KEY, value);
  } catch {
    // Where nothing may be stored, the page begins at its head.
  }
}

function take() {
  try {
    const place = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    return place;
  } catch {
    return null;
  }
}
