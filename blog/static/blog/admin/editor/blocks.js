// Which blocks of a Markdown text stand where on its page.

import { maskCode } from "./embeds.js";

const COMPARED = 48;
const KINDS = [
  ["heading", /^ {0,3}#{1,6}\s|\n {0,3}(?:=+|-+)\s*$/],
  ["figure", /^\s*!\[[^]*\]\(\s*figure:/i],
  ["formula", /^\s*(?:\$\$|\\\[)/],
  ["table", /\|[^]*\n[ \t|:]*-[-\s|:]*/],
  ["list", /^ {0,3}(?:[-*+]|\d+[.)])\s/],
  ["quote", /^ {0,3}>/],
];
const TAGS = { FIGURE: "figure", PRE: "code", UL: "list", OL: "list", BLOCKQUOTE: "quote" };

// The blocks of ``text``, between blank lines; code stays whole.
export function readBlocks(text) {
  const masked = maskCode(text);
  const blocks = [];
  const fences = fencesOf(text);
  const pattern = /[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*/g;
  const plain = [...whole(text, fences).matchAll(pattern)];
  for (const found of plain) {
    const start = found.index;
    const end = start + found[0].length;
    const words = text.slice(start, end);
    const isCode = fences.some(([from, to]) => from <= start && start < to);
    if (isNote(masked.slice(start, end))) {
      continue;
    }
    blocks.push({ start, end, kind: isCode ? "code" : kindOf(words), words: bare(words, isCode) });
  }
  return blocks;
}

// Blank lines within fences hold nothing apart.
function whole(text, fences) {
  let result = text;
  for (const [from, to] of fences) {
    const code = text.slice(from, to).replace(/\n(?=[ \t]*\n)/g, "~");
    result = result.slice(0, from) + code + result.slice(to);
  }
  return result;
}

function fencesOf(text) {
  const fences = [];
  const pattern = /^ {0,3}(`{3,}|~{3,})[^\n]*$/gm;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const mark = found[1];
    const close = new RegExp(`^ {0,3}${mark[0]}{${mark.length},}[ \\t]*$`, "gm");
    close.lastIndex = pattern.lastIndex + 1;
    const end = close.exec(text) ? close.lastIndex : text.length;
    fences.push([found.index, end]);
    pattern.lastIndex = end;
  }
  return fences;
}

// Footnotes and abbreviations stand elsewhere on the page.
function isNote(words) {
  return /^ {0,3}(?:\[\^[^\]]+\]|\*\[[^\]]+\]|\[[^\]]+\]):/.test(words);
}

function kindOf(words) {
  return KINDS.find(([, pattern]) => pattern.test(words))?.[0] ?? "paragraph";
}

function bare(words, isCode) {
  const plain = isCode
    ? words.replace(/^[^\n]*[\n~]/, "")
    : words
        .replace(/!\[[^]*?\]\([^)]*\)(?:\{[^}]*\})?/g, "")
        .replace(/\[\^[^\]]+\]/g, "")
        .replace(/\]\([^)]*\)/g, "");
  return letters(plain);
}

function letters(words) {
  return words.replace(/[^\p{L}\p{N}]+/gu, "").slice(0, COMPARED).toLowerCase();
}

// The page's blocks: what stands in the text's column, one beneath the other.
export function listElements(prose) {
  return [...prose.children]
    .filter((element) => !element.matches(".notes, .references"))
    .map((element) => {
      // Notes share a box with the block that they belong to.
      const block = element.matches(".noted") ? element.firstElementChild : element;
      return {
        element,
        kind: kindOfElement(block),
        words: letters(block.textContent.slice(0, 8 * COMPARED)),
      };
    });
}

function kindOfElement(element) {
  if (/^H[1-6]$/.test(element.tagName)) {
    return "heading";
  }
  if (element.matches("div.table, table")) {
    return "table";
  }
  if (element.matches("math, .math, .formula") || element.querySelector(":scope > math[display=block]")) {
    return "formula";
  }
  return element.querySelector(":scope > pre") ? "code" : (TAGS[element.tagName] ?? "paragraph");
}

function likeness(block, other) {
  const isSame = block.kind === other.kind;
  if (block.kind === "figure" || block.kind === "formula") {
    return isSame ? 2 : 0;
  }
  const length = Math.min(block.words.length, other.words.length);
  let same = 0;
  while (same < length && block.words[same] === other.words[same]) {
    same += 1;
  }
  const isLike = length > 0 && (same >= 8 || same >= length / 2);
  return isLike ? 2 + same / COMPARED + (isSame ? 1 : 0) : isSame ? 0.25 : 0;
}

// The element of each block, or undefined: the pairing, in order, that is likest of all.
export function pairUp(blocks, elements) {
  const width = elements.length + 1;
  const best = new Float32Array((blocks.length + 1) * width);
  for (let i = blocks.length - 1; i >= 0; i -= 1) {
    for (let j = elements.length - 1; j >= 0; j -= 1) {
      const like = likeness(blocks[i], elements[j]);
      best[i * width + j] = Math.max(
        best[(i + 1) * width + j],
        best[i * width + j + 1],
        like + (like && best[(i + 1) * width + j + 1]),
      );
    }
  }
  const pairs = new Array(blocks.length);
  let [i, j] = [0, 0];
  while (i < blocks.length && j < elements.length) {
    const here = best[i * width + j];
    if (here === best[(i + 1) * width + j]) {
      i += 1;
    } else if (here === best[i * width + j + 1]) {
      j += 1;
    } else {
      pairs[i] = elements[j].element;
      i += 1;
      j += 1;
    }
  }
  return pairs;
}
