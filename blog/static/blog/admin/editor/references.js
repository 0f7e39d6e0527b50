// Papers that are pasted: BibTeX goes to the references, an address may become a citation.

const DOI = /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)?(10\.\d{4,9}\/[^\s<>"]+)$/i;
const ARXIV = /^https?:\/\/(?:www\.)?arxiv\.org\/(?:abs|pdf|html)\/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?$/i;
// Stands for the caret while the server works on the text.
const CARET = "\ue000\ue001";
const TRIES = 3;

// An address stays what it is, with an offer beside it; whether it was one.
export function citeAddress(editor, text) {
  const words = text.trim();
  const [, doi] = words.match(DOI) ?? [];
  const [, arxiv] = words.match(ARXIV) ?? [];
  if (!doi && !arxiv) {
    return false;
  }
  const { textarea } = editor;
  const start = textarea.selectionStart;
  editor.insert(words);
  const remove = editor.notify(editor.words("citable"), {
    kind: "ok",
    actions: [{ label: editor.words("cite-it"), onClick: cite }],
    onClose: () => textarea.removeEventListener("input", follow),
  });
  function cite() {
    const place = nearest(textarea.value, words, start);
    if (place >= 0) {
      editor.replaceRange(place, place + words.length, `[@${doi ? `doi:${doi}` : `arxiv:${arxiv}`}]`);
    }
  }
  // Without the address there is nothing to offer.
  function follow() {
    if (!textarea.value.includes(words)) {
      remove();
    }
  }
  textarea.addEventListener("input", follow);
  return true;
}

function nearest(text, words, place) {
  const after = text.indexOf(words, place);
  return after === place ? after : Math.max(text.lastIndexOf(words, place), after);
}

export async function addBibtex(editor, pasted) {
  const { textarea } = editor;
  for (let turn = 0; turn < TRIES; turn += 1) {
    const { value, selectionStart, selectionEnd } = textarea;
    const body = new FormData();
    body.set("body", value.slice(0, selectionStart) + CARET + value.slice(selectionEnd));
    body.set("pasted", pasted);
    const answer = await editor.ask(editor.address("references"), { body });
    if (!answer.json?.keys.length) {
      editor.insert(pasted);
      editor.notify(answer.sentence || answer.json?.problems[0] || editor.words("references-failed"));
      return;
    }
    // What was typed meanwhile is not to be lost: asked again with it.
    if (textarea.value === value) {
      putIn(editor, answer.json);
      return;
    }
  }
  editor.insert(pasted);
}

function putIn(editor, { body, keys, problems }) {
  const citation = `[${keys.map((key) => `@${key}`).join("; ")}]`;
  const place = body.indexOf(CARET);
  const text = body.replace(CARET, () => citation);
  replaceChanged(editor, text);
  editor.textarea.setSelectionRange(place + citation.length, place + citation.length);
  editor.announce(editor.words("references-read"));
  if (problems.length > 0) {
    editor.notify(problems.join(" "));
  }
}

function replaceChanged(editor, text) {
  const { value } = editor.textarea;
  let head = 0;
  while (head < value.length && value[head] === text[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < Math.min(value.length, text.length) - head && value.at(-1 - tail) === text.at(-1 - tail)) {
    tail += 1;
  }
  editor.replaceRange(head, value.length - tail, text.slice(head, text.length - tail));
}
