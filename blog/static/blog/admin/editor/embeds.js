// Figures in Markdown: where a text shows them, and how their embeds are written.

const EMBED =
  /!\[((?:\\[^]|[^[\]\\]|\[(?:\\[^]|[^[\]\\])*\])*)\]\(\s*figure:([^\s()<>]+)(?:\s+("[^]*?"|'[^]*?'))?\s*\)(\{:?\s*\.(wide|full)\s*\})?/gi;
const MENTION = /\]\(\s*figure:([^\s()<>"']+)/gi;
const FENCE = /^ {0,3}(`{3,}|~{3,})[^\n]*\n(?:[^]*?\n)?(?: {0,3}\1[`~]*[ \t]*(?=\n|$)|$(?![^]))/gm;
const INDENTED = /^(?: {4}|\t)/;
const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}\.)[ \t]/;
const INLINE = /(?<![\\`])(`+)(?!`)(?:[^]*?[^`])\1(?!`)/g;

// The text with its code blanked out, every character in its place.
export function maskCode(text) {
  const blank = (found) => found.replace(/[^\n]/g, " ");
  return blankIndented(text.replace(FENCE, blank), blank).replace(INLINE, blank);
}

// Indented after a blank line is code, but within a list it belongs to an item.
function blankIndented(text, blank) {
  let isList = false;
  let isCode = false;
  let isAfterBlank = true;
  return text
    .split("\n")
    .map((line) => {
      const isBlank = !line.trim();
      const isIndented = INDENTED.test(line);
      if (!isBlank && !isIndented && isAfterBlank) {
        isList = ITEM.test(line);
      } else if (ITEM.test(line)) {
        isList = true;
      }
      isCode = isIndented && !isList && (isCode || isAfterBlank);
      isAfterBlank = isBlank;
      return isCode ? blank(line) : line;
    })
    .join("\n");
}

// All embeds in reading order, with their places in the text.
export function findEmbeds(text) {
  return [...maskCode(text).matchAll(EMBED)]
    .filter((found) => text[found.index - 1] !== "\\")
    .map((found) => ({
      start: found.index,
      end: found.index + found[0].length,
      key: found[2].replace(/^\/+|\/+$/g, ""),
      alt: unescape(found[1]),
      caption: found[3] ? unescapeEntities(found[3].slice(1, -1)) : "",
      width: found[5]?.toLowerCase() ?? "",
    }));
}

// How often each figure is shown or named.
export function countMentions(text) {
  const counts = new Map();
  for (const [, key] of maskCode(text).matchAll(MENTION)) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

// The embed of ``keys`` (as the page shows them) that stands at ``place`` in the text;
// undefined where the text says it in a way that is not seen through.
export function findShown(text, keys, place) {
  const nth = keys.slice(0, place).filter((key) => key === keys[place]).length;
  return findEmbeds(text).filter((embed) => embed.key === keys[place])[nth];
}

export function writeEmbed({ key, alt = "", caption = "", width = "" }) {
  const title = caption.trim() ? ` ${quote(oneLine(caption))}` : "";
  const mark = width ? `{.${width}}` : "";
  return `![${escape(oneLine(alt))}](figure:${key}${title})${mark}`;
}

export function writeReference(key) {
  return `[](figure:${key})`;
}

function oneLine(words) {
  return words.trim().replace(/\s+/g, " ");
}

function escape(words) {
  return escapeEntities(words.replace(/[\\`[\]]/g, "\\$&")).replaceAll("$", "&#36;");
}

// "&amp;" typed is to be read as it was typed.
function escapeEntities(words) {
  return words.replace(/&(?=#?\w+;)/g, "&amp;");
}

// Parentheses would be counted, and marks of emphasis taken for such.
function quote(words) {
  const safe = escapeEntities(words).replace(/[\\`()*_[\]$"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  return `"${safe}"`;
}

function unescape(words) {
  return unescapeEntities(words.replace(/\\([\\`*_{}[\]()>#+\-.!$])/g, "$1"));
}

function unescapeEntities(words) {
  return new DOMParser().parseFromString(words.replaceAll("<", "&lt;"), "text/html").body
    .textContent;
}
