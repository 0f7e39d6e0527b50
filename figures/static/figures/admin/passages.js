// Lets a caption be picked by clicking the paragraph on the page.

// `select` lists the paragraphs with their boxes; `layer` lies over the page.
export function offerPassages(select, layer, page, onPick) {
  layer.replaceChildren();
  for (const option of select.options) {
    if (!option.dataset.box) {
      continue;
    }
    const [left, top, right, bottom] = option.dataset.box.split(" ").map(Number);
    const button = document.createElement("button");
    button.type = "button";
    button.classList.toggle("caption", "caption" in option.dataset);
    button.style.left = `${(100 * left) / page.width}%`;
    button.style.top = `${(100 * top) / page.height}%`;
    button.style.width = `${(100 * (right - left)) / page.width}%`;
    button.style.height = `${(100 * (bottom - top)) / page.height}%`;
    const words = document.createElement("span");
    words.className = "visually-hidden";
    words.textContent = option.textContent;
    button.append(words);
    button.addEventListener("click", () => {
      select.value = option.value;
      layer.hidden = true;
      onPick(option);
    });
    layer.append(button);
  }
  layer.hidden = false;
  layer.querySelector("button")?.focus({ preventScroll: true });
}

export function withdrawPassages(layer) {
  layer.hidden = true;
  layer.replaceChildren();
}
