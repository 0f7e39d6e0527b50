// Where a picture is looked at closely: fitted into the window, enlarged, moved about.

const ZOOMS = [1, 1.5, 2, 3, 4, 6];
const SIZES = "(min-width: 64rem) calc(100vw - 28rem), calc(100vw - 3rem)";
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const STEP = 80;

export class Stage {
  #element;
  #level = 0;
  #fitted = 0;

  constructor(element) {
    this.#element = element;
    element.addEventListener("click", ({ target }) => {
      if (target.matches("img")) {
        this.zoom(this.#level ? -this.#level : 2);
      }
    });
  }

  show(picture, alt) {
    const copy = picture.cloneNode(true);
    const image = copy.querySelector("img");
    image.alt = alt;
    image.loading = "eager";
    // Beyond twice its own size a picture is only blurred, until somebody asks for more.
    const card = this.#element.firstElementChild;
    card.style.setProperty("--most", `${2 * image.getAttribute("width")}px`);
    card.replaceChildren(copy);
    this.#setLevel(0);
  }

  zoom(step) {
    const level = Math.max(0, Math.min(ZOOMS.length - 1, this.#level + step));
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.#element;
    const ratio = ZOOMS[level] / ZOOMS[this.#level];
    this.#setLevel(level);
    // What was in the middle stays there.
    this.#element.scrollTo(
      (scrollLeft + clientWidth / 2) * ratio - clientWidth / 2,
      (scrollTop + clientHeight / 2) * ratio - clientHeight / 2,
    );
  }

  // Whether the key moves what is enlarged; then it has moved.
  isMoved(key) {
    const [across, down] = ARROWS[key] ?? [];
    if (!this.#level || across === undefined) {
      return false;
    }
    this.#element.scrollBy(across * STEP, down * STEP);
    return true;
  }

  #setLevel(level) {
    const image = this.#element.querySelector("img");
    if (!this.#level) {
      this.#fitted = image.clientWidth;
    }
    this.#level = level;
    this.#element.classList.toggle("zoomed", level > 0);
    const width = `${Math.round(this.#fitted * ZOOMS[level])}px`;
    image.style.width = level ? width : "";
    for (const each of this.#element.querySelectorAll("[sizes]")) {
      each.sizes = level ? width : SIZES;
    }
  }
}
