// Code and citations are there to be taken along: a button copies each.

const LASTS = 2000;

export function offerCopies(template) {
  // Without encryption browsers let nobody write to the clipboard.
  if (!template || !navigator.clipboard) {
    return;
  }
  for (const text of document.querySelectorAll("[data-language] > pre, .citation-note > pre")) {
    const button = template.content.firstElementChild.cloneNode(true);
    button.addEventListener("click", () => copy(text, button));
    text.after(button);
  }
}

async function copy(text, button) {
  const { copy: name, copied } = button.dataset;
  try {
    await navigator.clipboard.writeText(text.textContent.trimEnd());
    button.textContent = copied;
    setTimeout(() => button.replaceChildren(name), LASTS);
  } catch {
    // Whoever said no to this can still copy what is selected.
    getSelection().selectAllChildren(text);
  }
}
