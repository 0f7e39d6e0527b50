// A page with a box on it: eight handles to drag or nudge, the numbers kept in step.
// All in PDF points; the page may be shown at any size.

const EDGES = ["left", "top", "right", "bottom"];
const LEAST = 4;
// Sides shorter than this (pixels) have room for the handles of their corners alone.
const ROOM = 56;
const STEP = 1;
const LONG_STEP = 10;
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
// Whoever holds an arrow key down is not done yet.
const PAUSE = 500;

export class Stage {
  // `fields` are the four inputs by edge; `onMove` hears of every step, `onDone` of the
  // last one of a drag (exact: false) or of a nudge (exact: true).
  constructor(element, fields, { onMove, onDone }) {
    this.element = element;
    this.fields = fields;
    this.onMove = onMove;
    this.onDone = onDone;
    this.page = {
      width: Number(element.dataset.width),
      height: Number(element.dataset.height),
    };
    this.crop = element.querySelector("[data-crop]");
    this.dim = element.querySelector("[data-dim]");
    this.handles = element.querySelector("[data-handles]");
    for (const handle of this.handles.querySelectorAll("button")) {
      const edges = handle.dataset.edges.split(" ");
      handle.addEventListener("pointerdown", (event) => this.drag(event, edges));
      handle.addEventListener("keydown", (event) => this.nudge(event, edges));
    }
    this.crop.addEventListener("pointerdown", (event) => this.drag(event, EDGES));
    // The room for handles changes with the page's size.
    new ResizeObserver(() => this.draw()).observe(element);
    this.draw();
  }

  get box() {
    const values = EDGES.map((edge) => this.fields[edge].valueAsNumber);
    const [left, top, right, bottom] = values;
    const isBox = right - left > 0 && bottom - top > 0;
    return isBox ? { left, top, right, bottom } : null;
  }

  set box(box) {
    for (const edge of EDGES) {
      this.fields[edge].value = Math.round(box[edge] * 100) / 100;
    }
    this.draw();
    this.onMove(box);
  }

  draw() {
    const box = this.box;
    this.handles.hidden = !box;
    this.crop.toggleAttribute("hidden", !box);
    const { width, height } = this.page;
    const sheet = `M0 0H${width}V${height}H0Z`;
    if (!box) {
      this.dim.setAttribute("d", "");
      return;
    }
    const { left, top, right, bottom } = box;
    this.crop.setAttribute("x", left);
    this.crop.setAttribute("y", top);
    this.crop.setAttribute("width", right - left);
    this.crop.setAttribute("height", bottom - top);
    this.dim.setAttribute("d", `${sheet}M${left} ${top}V${bottom}H${right}V${top}Z`);
    const scale = this.element.clientWidth / width;
    this.handles.classList.toggle("narrow", (right - left) * scale < ROOM);
    this.handles.classList.toggle("low", (bottom - top) * scale < ROOM);
    for (const handle of this.handles.querySelectorAll("button")) {
      const edges = handle.dataset.edges.split(" ");
      const x = middleOf(edges, "left", "right", box);
      const y = middleOf(edges, "top", "bottom", box);
      handle.style.left = `${(100 * x) / width}%`;
      handle.style.top = `${(100 * y) / height}%`;
    }
  }

  // Brings the box into view, where whatever scrolls around the page is too small for all.
  reveal() {
    const scroll = this.element.parentElement;
    const box = this.box;
    if (!box) {
      return;
    }
    const scale = this.element.clientHeight / this.page.height;
    const middle = this.element.offsetTop + ((box.top + box.bottom) / 2) * scale;
    scroll.scrollTop = middle - scroll.offsetTop - scroll.clientHeight / 2;
    scroll.scrollLeft = (scroll.scrollWidth - scroll.clientWidth) / 2;
  }

  // Points under a pointer.
  place(event) {
    const frame = this.element.getBoundingClientRect();
    return {
      x: ((event.clientX - frame.left) / frame.width) * this.page.width,
      y: ((event.clientY - frame.top) / frame.height) * this.page.height,
    };
  }

  drag(event, edges) {
    const start = this.box;
    const isFinger = event.pointerType === "touch" && edges.length === EDGES.length;
    if (event.button !== 0 || !start || isFinger) {
      return;
    }
    event.preventDefault();
    const origin = this.place(event);
    event.currentTarget.focus?.({ preventScroll: true });
    this.follow(event, (now) => {
      this.box = this.moved(start, edges, now.x - origin.x, now.y - origin.y);
    });
  }

  // Calls `onStep` with each place of the pointer until it is let go.
  follow(event, onStep) {
    const target = event.currentTarget;
    const before = this.box;
    const step = (move) => onStep(this.place(move));
    const end = (last) => {
      target.removeEventListener("pointermove", step);
      target.removeEventListener("pointerup", end);
      target.removeEventListener("pointercancel", end);
      const isMoved = JSON.stringify(before) !== JSON.stringify(this.box);
      if (last.type === "pointercancel" && before) {
        this.box = before;
      } else if (isMoved) {
        this.onDone({ exact: false });
      }
    };
    target.setPointerCapture(event.pointerId);
    target.addEventListener("pointermove", step);
    target.addEventListener("pointerup", end);
    target.addEventListener("pointercancel", end);
  }

  nudge(event, edges) {
    const direction = ARROWS[event.key];
    if (!direction || !this.box || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const step = event.shiftKey ? LONG_STEP : STEP;
    const [x, y] = direction;
    this.box = this.moved(this.box, edges, x * step, y * step);
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.settle(), PAUSE);
  }

  // Whoever goes on is done with the arrow keys.
  settle() {
    if (this.pause) {
      clearTimeout(this.pause);
      this.pause = null;
      this.onDone({ exact: true });
    }
  }

  // The box with some edges moved, inside the page and never inside out.
  moved(box, edges, x, y) {
    const { width, height } = this.page;
    if (edges.length === EDGES.length) {
      const right = between(x, -box.left, width - box.right);
      const down = between(y, -box.top, height - box.bottom);
      return {
        left: box.left + right,
        top: box.top + down,
        right: box.right + right,
        bottom: box.bottom + down,
      };
    }
    const next = { ...box };
    if (edges.includes("left")) {
      next.left = between(box.left + x, 0, box.right - LEAST);
    }
    if (edges.includes("right")) {
      next.right = between(box.right + x, box.left + LEAST, width);
    }
    if (edges.includes("top")) {
      next.top = between(box.top + y, 0, box.bottom - LEAST);
    }
    if (edges.includes("bottom")) {
      next.bottom = between(box.bottom + y, box.top + LEAST, height);
    }
    return next;
  }

  // Lets a new box be drawn anywhere but on the present one. A click stays a click: what
  // lies on the page can be followed.
  allowDrawing({ byTouch }) {
    this.element.classList.add("drawing");
    this.element.classList.toggle("by-touch", byTouch);
    this.element.addEventListener("dragstart", (event) => event.preventDefault());
    this.element.addEventListener("pointerdown", (event) => {
      const isOther = event.button !== 0 || event.target.closest("button, .crop");
      if (isOther || (event.pointerType === "touch" && !byTouch)) {
        return;
      }
      this.startDrawing(event, this.place(event));
    });
  }

  startDrawing(event, start) {
    const stop = new AbortController();
    const { signal } = stop;
    const onMove = (move) => {
      const now = this.place(move);
      if (Math.abs(now.x - start.x) < LEAST || Math.abs(now.y - start.y) < LEAST) {
        return;
      }
      stop.abort();
      window.getSelection()?.removeAllRanges();
      this.swallowNextClick();
      this.follow({ currentTarget: this.element, pointerId: event.pointerId }, (place) => {
        this.stretch(start, place);
      });
      this.stretch(start, now);
    };
    window.addEventListener("pointermove", onMove, { signal });
    window.addEventListener("pointerup", () => stop.abort(), { signal });
    window.addEventListener("pointercancel", () => stop.abort(), { signal });
  }

  // The click that may end a drag follows no link.
  swallowNextClick() {
    const stop = new AbortController();
    const { signal } = stop;
    const swallow = (click) => {
      click.preventDefault();
      click.stopPropagation();
    };
    this.element.addEventListener("click", swallow, { capture: true, signal });
    window.addEventListener("pointerup", () => setTimeout(() => stop.abort()), { signal });
    window.addEventListener("pointercancel", () => stop.abort(), { signal });
  }

  // The box between two places.
  stretch(start, end) {
    const { width, height } = this.page;
    const box = {
      left: between(Math.min(start.x, end.x), 0, width),
      top: between(Math.min(start.y, end.y), 0, height),
      right: between(Math.max(start.x, end.x), 0, width),
      bottom: between(Math.max(start.y, end.y), 0, height),
    };
    if (box.right - box.left >= LEAST && box.bottom - box.top >= LEAST) {
      this.box = box;
    }
  }
}

function between(value, least, most) {
  return Math.min(Math.max(value, least), most);
}

function middleOf(edges, first, second, box) {
  if (edges.includes(first)) {
    return box[first];
  }
  return edges.includes(second) ? box[second] : (box[first] + box[second]) / 2;
}

export function findFields(form) {
  return Object.fromEntries(EDGES.map((edge) => [edge, form.elements[edge]]));
}

// As "412 × 208 pt at 105, 87"; the words are the page's own.
export function describeBox(box, words = "{width} × {height} pt at {left}, {top}") {
  const [left, top, right, bottom] = EDGES.map((edge) => box[edge]);
  const numbers = { width: right - left, height: bottom - top, left, top };
  return words.replace(/\{(\w+)\}/g, (_, name) => Math.round(numbers[name]));
}
