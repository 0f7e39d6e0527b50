// What Word and Google's documents put on the clipboard, made plain HTML again. Their
// styles stand in data-style.

export function cleanWordProcessors(body) {
  removeComments(body);
  unwrap(body.querySelectorAll("b[id^='docs-internal-guid'], b[data-style*='font-weight:normal'], b[data-style*='font-weight: normal'], b[data-style*='font-weight:400']"));
  for (const empty of body.querySelectorAll("o\\:p")) {
    empty.remove();
  }
  for (const span of body.querySelectorAll("span[data-style]")) {
    emphasise(span);
  }
  buildLists(body);
  unwrap(body.querySelectorAll("li > p:only-child"));
  // A paragraph in an item, before the list within it.
  unwrap(body.querySelectorAll("li > p:first-child:has(+ ul), li > p:first-child:has(+ ol)"));
}

// Lists of Word are full of remarks to old browsers.
function removeComments(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) {
    found.push(walker.currentNode);
  }
  for (const comment of found) {
    comment.remove();
  }
}

function unwrap(elements) {
  for (const element of elements) {
    element.replaceWith(...element.childNodes);
  }
}

function emphasise(span) {
  const style = span.dataset.style;
  const names = [];
  if (span.textContent.trim() && !span.closest("h1, h2, h3, h4, h5, h6")) {
    if (/font-weight:\s*(?:bold|[6-9]00)/i.test(style)) {
      names.push("strong");
    }
    if (/font-style:\s*italic/i.test(style)) {
      names.push("em");
    }
  }
  for (const name of names) {
    const mark = span.ownerDocument.createElement(name);
    mark.append(...span.childNodes);
    span.append(mark);
  }
}

// Word's items are paragraphs that say how deep they are.
function buildLists(body) {
  let open = [];
  for (const paragraph of body.querySelectorAll("p[data-style*='mso-list']")) {
    const [, level] = paragraph.getAttribute("data-style").match(/level(\d+)/) ?? [];
    const before = paragraph.previousElementSibling;
    if (before !== open[0]?.list) {
      open = [];
    }
    addItem(paragraph, Number(level ?? 1), open);
  }
}

function addItem(paragraph, level, open) {
  const marker = paragraph.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']");
  const name = /\w/.test(marker?.textContent.replace(/^\s*o\s*$/, "") ?? "") ? "ol" : "ul";
  marker?.remove();
  while (open.length > 0 && open.at(-1).level > level) {
    open.pop();
  }
  if (open.length === 0 || open.at(-1).level < level) {
    const list = paragraph.ownerDocument.createElement(name);
    const parent = open.at(-1)?.list.lastElementChild;
    if (parent) {
      parent.append(list);
    } else {
      paragraph.before(list);
    }
    open.push({ list, level });
  }
  const item = paragraph.ownerDocument.createElement("li");
  item.append(...paragraph.childNodes);
  open.at(-1).list.append(item);
  paragraph.remove();
}
