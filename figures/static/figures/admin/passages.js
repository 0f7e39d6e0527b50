// Lets a caption be picked by clicking the paragraph on the page.

// `select` lists the paragraphs with their boxes; `layer` lies over the page, and `button`
// opens and closes it. `onPick` hears of the option that is chosen.
//
// Handlers are assigned, not added: whoever binds again, since a part of the document was
// swapped, has each of them once, and they speak of what is there by now.
export function bindPassages(select, layer, page, button, onPick) {
  button.onclick = () => {
    if (layer.hidden) {
      offerPassages(select, layer, page, onPick);
    } else {
      withdrawPassages(layer);
    }
  };
  listen(select, layer, onPick);
  layer.onkeydown = (event) => {
    if (event.key === "Escape") {
      withdrawPassages(layer);
      button.focus();
    }
  };
}

function withdrawPassages(layer) {
  layer.hidden = true;
  layer.replaceChildren();
}

function offerPassages(select, layer, page, onPick) {
  listen(select, layer, onPick);
  const options = [...select.options].filter((option) => option.dataset.box);
  layer.replaceChildren(...options.map((option) => outline(option, page)));
  layer.hidden = false;
  layer.querySelector("button")?.focus({ preventScroll: true });
}

function listen(select, layer, onPick) {
  layer.onclick = (event) => {
    const place = event.target.closest("button");
    if (place) {
      select.value = place.value;
      withdrawPassages(layer);
      onPick(select.selectedOptions[0]);
    }
  };
}

// A button where the paragraph stands.
function outline(option, page) {
  const [left, top, right, bottom] = option.dataset.box.split(" ").map(Number);
  const button = document.createElement("button");
  button.type = "button";
  button.value = option.value;
  button.classList.toggle("caption", "caption" in option.dataset);
  button.style.left = `${(100 * left) / page.width}%`;
  button.style.top = `${(100 * top) / page.height}%`;
  button.style.width = `${(100 * (right - left)) / page.width}%`;
  button.style.height = `${(100 * (bottom - top)) / page.height}%`;
  const words = document.createElement("span");
  words.className = "visually-hidden";
  words.textContent = option.textContent;
  button.append(words);
  return button;
}
