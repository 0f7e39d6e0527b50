// Makes one tree of nodes like another and leaves in place all that is equal already:
// pictures are not loaded again, and nothing flickers or loses its place.

// How far ahead an equal node is looked for.
const REACH = 40;

export function morph(from, to) {
  if (from.isEqualNode(to)) {
    return;
  }
  if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName) {
    from.replaceWith(from.ownerDocument.importNode(to, true));
  } else if (from.nodeType === Node.ELEMENT_NODE) {
    copyAttributes(from, to);
    morphChildren(from, to);
  } else {
    from.nodeValue = to.nodeValue;
  }
}

function copyAttributes(from, to) {
  for (const { name } of [...from.attributes]) {
    // What a reader has opened stays open.
    const isOpened = name === "open" && from.localName === "details";
    if (!to.hasAttribute(name) && !isOpened && name !== "style") {
      from.removeAttribute(name);
    }
  }
  for (const { name, value } of to.attributes) {
    // Our pages carry no styles, and our policy would refuse them: what has one got it here.
    if (from.getAttribute(name) !== value && name !== "style") {
      from.setAttribute(name, value);
    }
  }
}

function morphChildren(from, to) {
  const old = [...from.childNodes];
  const fresh = [...to.childNodes];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start].isEqualNode(fresh[start])) {
    start += 1;
  }
  let oldEnd = old.length;
  let freshEnd = fresh.length;
  while (
    oldEnd > start &&
    freshEnd > start &&
    old[oldEnd - 1].isEqualNode(fresh[freshEnd - 1])
  ) {
    oldEnd -= 1;
    freshEnd -= 1;
  }
  morphMiddle(from, old.slice(start, oldEnd), fresh.slice(start, freshEnd), old[oldEnd] ?? null);
}

// Between the ends that are equal anyway: equal nodes are waited for, others made over.
function morphMiddle(parent, old, fresh, after) {
  let place = 0;
  for (const [index, node] of fresh.entries()) {
    const isEqual = (each) => each.isEqualNode(node);
    const ahead = old.slice(place, place + REACH).findIndex(isEqual);
    if (ahead >= 0) {
      for (const gone of old.slice(place, place + ahead)) {
        gone.remove();
      }
      place += ahead + 1;
      continue;
    }
    const next = old[place];
    if (next && isAlike(next, node) && !isWaited(next, fresh, index)) {
      morph(next, node);
      place += 1;
    } else {
      parent.insertBefore(parent.ownerDocument.importNode(node, true), next ?? after);
    }
  }
  for (const gone of old.slice(place)) {
    gone.remove();
  }
}

function isAlike(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName;
}

// Whether a later one of the new nodes is just this.
function isWaited(node, fresh, index) {
  return fresh.slice(index + 1, index + REACH).some((each) => each.isEqualNode(node));
}
