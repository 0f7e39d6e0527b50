// Figures of the tray are dragged to where they are to stand in the text.

import { writeEmbed } from "./embeds.js";

const TYPE = "application/x-offprint-figure";

export function startDragging(cards) {
  cards.addEventListener("dragstart", (event) => {
    const handle = event.target.closest?.("[data-insert]");
    const card = handle?.closest("[data-figure]");
    if (!card) {
      return;
    }
    const { dataTransfer } = event;
    dataTransfer.effectAllowed = "copy";
    dataTransfer.setData(TYPE, card.dataset.key);
    // What shows the caret of the drop, and what other fields get.
    dataTransfer.setData("text/plain", writeEmbed({ key: card.dataset.key }));
    const picture = handle.querySelector("img");
    if (picture?.offsetParent) {
      dataTransfer.setDragImage(picture, picture.width / 2, picture.height / 2);
    }
  });
}

// Where the browser says which character lies under the mouse, the figure becomes a
// block there; elsewhere the browser drops the Markdown by itself.
export function dropAt({ textarea }, insert) {
  textarea.addEventListener("drop", (event) => {
    const key = event.dataTransfer?.getData(TYPE);
    const place = key && offsetAt(textarea, event.clientX, event.clientY);
    if (key && place !== null) {
      event.preventDefault();
      textarea.focus({ preventScroll: true });
      textarea.setSelectionRange(place, place);
      insert(key);
    }
  });
}

export function offsetAt(textarea, x, y) {
  const found = document.caretPositionFromPoint?.(x, y);
  if (!found || found.offsetNode !== textarea) {
    return null;
  }
  return endOfLine(textarea.value, found.offset);
}

// A figure does not split a line in two: it stands beneath the line that it falls on.
function endOfLine(text, offset) {
  const isStart = offset === 0 || text[offset - 1] === "\n";
  const end = text.indexOf("\n", offset);
  return isStart ? offset : end < 0 ? text.length : end;
}
