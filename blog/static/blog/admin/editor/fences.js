// Where fenced code begins and ends: in it, signs are what they are.

const FENCE = /^[ ]{0,3}(`{3,}|~{3,})/;

// Whether the line that begins at `place` stands in fenced code.
export function isInFence(text, place) {
  let open = "";
  for (const line of text.slice(0, place).split("\n")) {
    open = follow(open, line);
  }
  return open !== "";
}

// The lines of a text with those of fenced code left out.
export function linesOutsideFences(text) {
  let open = "";
  return text.split("\n").filter((line) => {
    const before = open;
    open = follow(open, line);
    return !before && !open;
  });
}

// The fence that is open after a line, given the one before it.
function follow(open, line) {
  const fence = line.match(FENCE)?.[1];
  if (!open) {
    return fence ?? "";
  }
  const isEnd = fence && fence[0] === open[0] && fence.length >= open.length && line.trim() === fence;
  return isEnd ? "" : open;
}
