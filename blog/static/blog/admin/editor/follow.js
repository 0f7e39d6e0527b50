// Keeps the preview where the text is: the caret's block in view, and a double click's
// words under the caret.

import { listElements, pairUp, readBlocks } from "./blocks.js";
import { measure } from "./mirror.js";

// The line of a window that is read: this far from its top.
const LEVEL = 0.3;
const QUIET = 250;

export function startFollowing(editor, frame) {
  const { textarea } = editor;
  let map = null;
  let isByHand = false;
  let quietUntil = 0;
  let marked = null;

  const view = () => frame.contentWindow;
  const isShown = () => frame.offsetParent !== null && Boolean(proseOf(frame));
  const isQuiet = () => performance.now() < quietUntil;

  function chart() {
    if (map === null) {
      const blocks = readBlocks(textarea.value);
      const elements = listElements(proseOf(frame));
      map = { blocks, pairs: pairUp(blocks, elements), tops: null, width: 0 };
    }
    if (map.tops === null || map.width !== textarea.clientWidth) {
      const { places, height } = measure(
        textarea,
        map.blocks.map((block) => block.start),
      );
      map.width = textarea.clientWidth;
      map.tops = [...places.map((place) => place.top), height];
    }
    return map;
  }

  // The block at ``offset``, or the one before where that has no element.
  function blockAt(offset) {
    const { blocks, pairs } = chart();
    let place = blocks.findLastIndex((block) => block.start <= offset);
    while (place >= 0 && !pairs[place]) {
      place -= 1;
    }
    return place;
  }

  function unmark() {
    marked?.removeAttribute("data-current");
    marked = null;
  }

  function followCaret() {
    if (!isShown() || isByHand) {
      return;
    }
    const place = blockAt(textarea.selectionStart);
    const { blocks, pairs } = chart();
    const element = pairs[place];
    if (marked !== (element ?? null)) {
      unmark();
      marked = element ?? null;
      element?.setAttribute("data-current", "");
    }
    if (element && !isQuiet()) {
      const { start, end } = blocks[place];
      const far = Math.min(1, (textarea.selectionStart - start) / Math.max(1, end - start));
      bringIntoView(view(), element, far);
    }
  }

  function followScroll() {
    if (!isShown() || isQuiet()) {
      return;
    }
    if (textarea.scrollTop === 0) {
      view().scrollTo({ top: 0, behavior: "instant" });
      return;
    }
    const { pairs, tops } = chart();
    const level = textarea.scrollTop + LEVEL * textarea.clientHeight;
    const paired = [...pairs.keys()].filter((place) => pairs[place]);
    const before = paired.findLast((place) => tops[place] <= level);
    const after = paired.find((place) => tops[place] > level);
    const top = (place) => pairs[place].getBoundingClientRect().top;
    const end = () => proseOf(frame).getBoundingClientRect().bottom;
    const [from, to] = [before === undefined ? 0 : tops[before], tops[after ?? tops.length - 1]];
    const start = before === undefined ? -view().scrollY : top(before);
    const stop = after === undefined ? end() : top(after);
    const far = to > from ? (level - from) / (to - from) : 0;
    const by = start + far * (stop - start) - LEVEL * view().innerHeight;
    view().scrollBy({ top: by, behavior: "instant" });
  }

  // The place in the text of what was clicked twice.
  function goToText(event) {
    const page = frame.contentDocument;
    const field = { H1: "title", P: "deck" }[event.target.closest(".post-head h1, .deck")?.tagName];
    if (field) {
      document.getElementById(`id_${field}`)?.focus();
      return;
    }
    const prose = proseOf(frame);
    let element = event.target;
    while (element && element.parentElement !== prose) {
      element = element.parentElement;
    }
    if (element) {
      const { blocks, pairs } = chart();
      const block = blocks[pairs.indexOf(element)] ?? blocks[nearest(prose, pairs, element)];
      if (block) {
        const found = findWords(textarea.value, block, page.getSelection(), element);
        quietUntil = performance.now() + QUIET;
        goToOffset(editor, found.start, found.length);
      }
    }
  }

  function takeOver() {
    isByHand = false;
  }

  let isAsked = false;
  const soon = (follow) => () => {
    if (!isAsked) {
      isAsked = true;
      requestAnimationFrame(() => {
        isAsked = false;
        follow();
      });
    }
  };
  const caretSoon = soon(followCaret);

  for (const name of ["keydown", "pointerdown", "wheel", "touchmove"]) {
    textarea.addEventListener(name, takeOver, { passive: true });
  }
  textarea.addEventListener("input", () => {
    takeOver();
    // Typing scrolls by itself; the caret says enough.
    quietUntil = performance.now() + QUIET;
    map = null;
  });
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === textarea) {
      caretSoon();
    }
  });
  let scrolling = 0;
  textarea.addEventListener("scroll", () => {
    cancelAnimationFrame(scrolling);
    scrolling = requestAnimationFrame(followScroll);
  });
  editor.root.addEventListener("editor:panel", ({ detail }) => {
    if (detail === "preview") {
      caretSoon();
    }
  });

  return {
    unmark,
    // After each new picture of the text.
    refresh() {
      map = null;
      marked = null;
      quietUntil = 0;
      followCaret();
    },
    watch(page) {
      const release = () => {
        isByHand = true;
      };
      for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) {
        page.addEventListener(name, release, { passive: true });
      }
      page.addEventListener("dblclick", goToText);
    },
  };
}

function proseOf(frame) {
  return frame.contentDocument?.querySelector(".prose") ?? null;
}

export function goToOffset(editor, start, length = 0) {
  const before = editor.textarea.value.slice(0, start).split("\n");
  editor.goTo(before.length, before.at(-1).length + 1, length);
}

function bringIntoView(view, element, far) {
  const { top, bottom, height } = element.getBoundingClientRect();
  const room = view.innerHeight;
  const isSmall = height < 0.6 * room;
  const level = isSmall ? top : top + far * height;
  const isThere = isSmall ? top >= 0 && bottom <= room : level >= 0.1 * room && level <= 0.8 * room;
  if (!isThere) {
    view.scrollBy({ top: level - LEVEL * room, behavior: "instant" });
  }
}

// The block of the closest element before ``element`` that has one.
function nearest(prose, pairs, element) {
  const order = [...prose.children];
  const before = order.slice(0, order.indexOf(element)).findLast((each) => pairs.includes(each));
  return before ? pairs.indexOf(before) : pairs.findIndex(Boolean);
}

// The selected word in the block's source: the as manieth as on the page.
function findWords(text, block, selection, element) {
  const words = selection?.toString().trim() ?? "";
  const source = text.slice(block.start, block.end);
  if (!words || !selection.rangeCount) {
    return { start: block.start, length: 0 };
  }
  const range = selection.getRangeAt(0).cloneRange();
  range.collapse(true);
  range.setStart(element, 0);
  const nth = range.toString().split(words).length - 1;
  let place = -1;
  for (let count = 0; count <= nth; count += 1) {
    const next = source.indexOf(words, place + 1);
    if (next < 0) {
      break;
    }
    place = next;
  }
  return place < 0
    ? { start: block.start, length: 0 }
    : { start: block.start + place, length: words.length };
}
