// Where characters of a textarea stand: a block of the same looks is measured for it.

const LOOKS = [
  "boxSizing",
  "fontFamily",
  "fontSize",
  "fontWeight",
  "fontStyle",
  "fontVariantLigatures",
  "letterSpacing",
  "lineHeight",
  "paddingTop",
  "paddingRight",
  "paddingBottom",
  "paddingLeft",
  "tabSize",
  "textIndent",
  "wordSpacing",
];

// The place of each of ``offsets`` (which ascend), from the corner of the textarea's
// content: what scrolling hides is counted.
export function measure(textarea, offsets) {
  const looks = getComputedStyle(textarea);
  const block = document.createElement("div");
  for (const name of LOOKS) {
    block.style[name] = looks[name];
  }
  Object.assign(block.style, {
    left: "0",
    overflowWrap: "break-word",
    position: "absolute",
    top: "0",
    visibility: "hidden",
    whiteSpace: "pre-wrap",
    width: `${textarea.clientWidth}px`,
  });
  const text = textarea.value;
  const marks = offsets.map((offset, index) => {
    block.append(text.slice(offsets[index - 1] ?? 0, offset));
    const mark = document.createElement("span");
    block.append(mark);
    return mark;
  });
  block.append(`${text.slice(offsets.at(-1) ?? 0)}\u200b`);
  textarea.parentElement.append(block);
  const places = marks.map((mark) => ({ top: mark.offsetTop, left: mark.offsetLeft }));
  const height = block.offsetHeight;
  block.remove();
  return { places, height, lineHeight: parseFloat(looks.lineHeight) || 20 };
}

// Where the caret stands within the textarea's box as it is scrolled now.
export function caretPlace(textarea, offset = textarea.selectionStart) {
  const { places, lineHeight } = measure(textarea, [offset]);
  const [place] = places;
  return {
    left: place.left - textarea.scrollLeft,
    top: place.top - textarea.scrollTop,
    lineHeight,
  };
}
