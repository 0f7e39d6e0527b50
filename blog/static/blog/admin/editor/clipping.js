// HTML from elsewhere as Markdown. It is read in a template, which loads, runs and styles nothing.

import TurndownService from "../../vendor/turndown/turndown.js";
import { cleanWordProcessors } from "./wordprocessors.js";
import { readTable, writeTable } from "./tables.js";

const SAFE = /^(?:https?:|mailto:)/i;
const LEFT_OUT = ["script", "style", "head", "title", "meta", "link", "noscript", "template", "button", "svg", "iframe", "object", "video", "audio", "input", "select"];

const turndown = new TurndownService({
  headingStyle: "atx",
  bulletListMarker: "-",
  codeBlockStyle: "fenced",
  emDelimiter: "*",
  hr: "---",
});
turndown.remove(LEFT_OUT);
turndown.addRule("heading", { filter: ["h1", "h2", "h3", "h4", "h5", "h6"], replacement: writeHeading });
turndown.addRule("link", { filter: "a", replacement: writeLink });
turndown.addRule("picture", { filter: "img", replacement: writePicture });
turndown.addRule("item", { filter: "li", replacement: writeItem });
turndown.addRule("table", { filter: "table", replacement: writeAnyTable });
turndown.addRule("formula", { filter: (node) => texOf(node) !== null, replacement: (_, node) => writeFormula(node) });
turndown.addRule("code", { filter: isCodeBlock, replacement: writeCode });

// Empty where the HTML has nothing that plain text has not.
export function clip(html) {
  const template = document.createElement("template");
  template.innerHTML = setStylesAside(html);
  const body = template.content.ownerDocument.createElement("div");
  body.append(template.content);
  if (isCode(body)) {
    return "";
  }
  cleanWordProcessors(body);
  keepFormulas(body);
  if (!body.querySelector("a[href], b, strong, i, em, h1, h2, h3, h4, h5, h6, li, table, pre, code, blockquote, [data-tex], img[src]")) {
    return "";
  }
  return turndown
    .turndown(body)
    .replace(/\u00a0/g, " ")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

// Our policy refuses inline styles with a complaint, though nothing here is shown; what
// they say of the words is read all the same.
function setStylesAside(html) {
  return html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

// Editors of code copy colours: one block in their own typeface, and no words beside it.
function isCode(body) {
  const blocks = [...body.children].filter(({ localName }) => !["meta", "style"].includes(localName));
  const [block] = blocks;
  if (blocks.length !== 1) {
    return false;
  }
  const style = block.getAttribute("data-style") ?? "";
  const isWhole = block.localName === "pre" || (block.localName === "div" && /white-space:\s*pre/.test(style));
  return isWhole && /monospace|courier|consolas|menlo|monaco|jetbrains|white-space:\s*pre/i.test(style);
}

// The page's own title is the first heading.
function writeHeading(words, node) {
  const level = Math.min(Math.max(Number(node.localName[1]), 2), 4);
  const line = words.replace(/\*\*/g, "").replace(/\s+/g, " ").trim();
  return line ? `\n\n${"#".repeat(level)} ${line}\n\n` : "";
}

function writeLink(words, node) {
  const address = readAddress(node);
  const line = words.replace(/\s+/g, " ").trim();
  return address && line ? `[${line}](${address})` : words;
}

// Google's documents send their readers through Google.
function readAddress(node) {
  const address = node.getAttribute("href") ?? node.getAttribute("src") ?? "";
  const [, hidden] = address.match(/^https:\/\/www\.google\.com\/url\?(?:.*&)?q=([^&]+)/) ?? [];
  const found = hidden ? decode(hidden) : address;
  return SAFE.test(found) ? found.replace(/[\s()<>]/g, encodeURIComponent).replace(/\(/g, "%28").replace(/\)/g, "%29") : "";
}

function decode(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return "";
  }
}

// Pictures of others are linked to: shown from there, they would tell on our readers.
function writePicture(_, node) {
  const words = (node.getAttribute("alt") ?? "").replace(/[[\]\s]+/g, " ").trim();
  const address = readAddress(node);
  if (!words || !address) {
    return words;
  }
  return node.closest("a[href]") ? words : `[${words}](${address})`;
}

// Four spaces, as Python-Markdown counts.
function writeItem(words, node) {
  const list = node.parentElement;
  const place = [...list.children].indexOf(node);
  const start = Number(list.getAttribute("start") ?? 1);
  const marker = list.localName === "ol" ? `${start + place}. ` : "- ";
  const text = words.trim().replace(/\n{2,}(?=\s*(?:[-*+]|\d+\.)\s)/g, "\n").replace(/\n(?!\n)/g, "\n    ");
  return `${marker}${text}${node.nextElementSibling ? "\n" : ""}`;
}

// One row or one column is layout, not a table.
function writeAnyTable(words, table) {
  const rows = readTable(table, readCell);
  const isTable = rows.length > 1 && rows.some((row) => row.length > 1);
  return `\n\n${isTable ? writeTable(rows) : words.trim()}\n\n`;
}

function readCell(cell) {
  const lines = turndown.turndown(cell).replace(/^\s*(?:[-*+]|#+)\s+/gm, "");
  return lines.replace(/\\\n|\n+/g, " ");
}

function isCodeBlock(node) {
  return node.localName === "pre";
}

function writeCode(_, node) {
  const code = node.textContent.replace(/\n$/, "");
  const named = `${node.className} ${node.firstElementChild?.className ?? ""} ${node.parentElement?.className ?? ""}`;
  const [, language = ""] = named.match(/(?:language|lang|highlight-source)-([\w+#-]+)/) ?? [];
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `\n\n${fence}${language}\n${code}\n${fence}\n\n`;
}

// KaTeX, MathJax, arXiv and Wikipedia keep the TeX beside what they show.
function keepFormulas(body) {
  for (const note of body.querySelectorAll('annotation[encoding="application/x-tex"]')) {
    const formula = note.closest(".katex-display, .katex, math") ?? note;
    keepFormula(note.closest(".katex-display") ?? note.closest(".katex") ?? formula, note.textContent, note);
  }
  for (const formula of body.querySelectorAll("math[alttext]")) {
    keepFormula(formula, formula.getAttribute("alttext"), formula);
  }
}

function keepFormula(element, tex, note) {
  const isBlock = element.matches(".katex-display") || note.closest("math")?.getAttribute("display") === "block";
  const kept = element.ownerDocument.createElement("span");
  kept.dataset.tex = tex.replace(/^\{\\displaystyle\s*(.*)\}$/s, "$1").trim();
  kept.dataset.block = isBlock ? "block" : "";
  // Turndown leaves out what is empty.
  kept.textContent = kept.dataset.tex;
  element.replaceWith(kept);
}

function texOf(node) {
  return node.dataset?.tex ?? null;
}

function writeFormula(node) {
  const tex = texOf(node);
  return node.dataset.block ? `\n\n$$\n${tex}\n$$\n\n` : `$${tex.replace(/\s+/g, " ")}$`;
}
