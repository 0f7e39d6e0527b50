// Behind the text: its lines once more, unseen, to carry numbers and washes where they belong.

const MENTION = /(?<=\]\()(figure:[^)\s]*)/;

export function startLines(editor) {
  const { root, textarea } = editor;
  const mirror = document.createElement("div");
  mirror.className = "editor-mirror";
  mirror.setAttribute("aria-hidden", "true");
  const page = document.createElement("div");
  mirror.append(page);
  textarea.before(mirror);
  textarea.parentElement.classList.add("numbered");

  let drawn = [];
  const draw = () => {
    const lines = textarea.value.split("\n");
    drawn = drawChanges(page, drawn, lines);
    washCurrent();
    follow();
  };
  const washCurrent = () => {
    const [from, to] = currentBlock(drawn, lineAt(textarea.value, textarea.selectionStart));
    for (const line of [...page.getElementsByClassName("current")]) {
      line.classList.remove("current");
    }
    for (const line of [...page.children].slice(from, to)) {
      line.classList.add("current");
    }
  };
  const follow = () => {
    page.style.transform = `translateY(${-textarea.scrollTop}px)`;
  };
  // As wide as the text: the textarea's scrollbar takes room from it.
  const fit = () => {
    mirror.style.width = `${textarea.clientWidth}px`;
    follow();
  };

  textarea.addEventListener("input", draw);
  textarea.addEventListener("scroll", follow, { passive: true });
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === textarea) {
      washCurrent();
    }
  });
  root.addEventListener("editor:faults", ({ detail }) => markFaults(page, detail));
  new ResizeObserver(fit).observe(textarea);
  // The scrollbar comes and goes with the text's length, which resizes nothing.
  textarea.addEventListener("input", () => {
    if (mirror.style.width !== `${textarea.clientWidth}px`) {
      fit();
    }
  });
  draw();
  fit();
}

// Only what differs between the two texts is made anew.
function drawChanges(page, old, lines) {
  let head = 0;
  while (head < old.length && head < lines.length && old[head] === lines[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < old.length - head && tail < lines.length - head && old.at(-1 - tail) === lines.at(-1 - tail)) {
    tail += 1;
  }
  const changed = lines.slice(head, lines.length - tail);
  const stale = [...page.children].slice(head, old.length - tail);
  const both = Math.min(changed.length, stale.length);
  for (const [place, line] of stale.entries()) {
    if (place < both) {
      fill(line, changed[place]);
    } else {
      line.remove();
    }
  }
  const before = page.children[head + both] ?? null;
  for (const text of changed.slice(both)) {
    page.insertBefore(fill(document.createElement("div"), text), before);
  }
  return lines;
}

// A mention of a figure is underlined, and its line has a dot.
function fill(line, text) {
  const pieces = text.split(MENTION);
  line.classList.toggle("mentions", pieces.length > 1);
  line.classList.remove("faulty");
  line.replaceChildren(
    ...pieces.map((piece, place) => {
      if (place % 2 === 0) {
        return piece;
      }
      const mention = document.createElement("span");
      mention.textContent = piece;
      return mention;
    }),
  );
  return line;
}

export function lineAt(text, place) {
  let line = 0;
  for (let next = text.indexOf("\n"); next >= 0 && next < place; next = text.indexOf("\n", next + 1)) {
    line += 1;
  }
  return line;
}

// The paragraph, figure or list round a line: from blank line to blank line.
function currentBlock(lines, line) {
  let from = line;
  let to = line + 1;
  if (lines[line]?.trim()) {
    while (from > 0 && lines[from - 1].trim()) {
      from -= 1;
    }
    while (to < lines.length && lines[to].trim()) {
      to += 1;
    }
  }
  return [from, to];
}

function markFaults(page, faults) {
  for (const line of page.querySelectorAll(".faulty")) {
    line.classList.remove("faulty");
  }
  for (const { line } of faults) {
    page.children[line - 1]?.classList.add("faulty");
  }
}
