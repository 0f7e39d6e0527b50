// The words of a post in its form: what is kept between saves.

const NAMES = ["title", "deck", "summary", "body"];

export function readWords(editor) {
  const { elements } = editor.form;
  return Object.fromEntries(
    NAMES.map((name) => [name, (elements[name]?.value ?? "").replaceAll("\r\n", "\n").trim()]),
  );
}

// In the text, what was there before can be had back with undo.
export function putWords(editor, words) {
  for (const name of NAMES) {
    const field = editor.form.elements[name];
    if (!field || words[name] === undefined || field.value.trim() === words[name].trim()) {
      continue;
    }
    if (field === editor.textarea) {
      editor.replaceRange(0, field.value.length, words[name]);
    } else {
      field.value = words[name];
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }
}

export const areSame = (one, other) =>
  NAMES.every((name) => (one[name] ?? "").trim() === (other[name] ?? "").trim());

export const isWord = (field) => NAMES.includes(field.name);

// What each request about the words carries.
export function pack(editor, words, more = {}) {
  const { elements } = editor.form;
  const body = new FormData();
  const all = {
    ...words,
    post: editor.post ?? "",
    editor: editor.root.querySelector(".keeping").dataset.editor,
    post_version: elements.version.value,
    copy_version: elements.copy_version.value || "0",
    ...more,
  };
  for (const [name, text] of Object.entries(all)) {
    body.set(name, text);
  }
  return body;
}
