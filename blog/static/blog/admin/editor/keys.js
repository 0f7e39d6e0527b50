// How keys are called on the machine at hand.

export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

const SIGNS = { Alt: "\u2325", Shift: "\u21e7" };

// "Shift 8" is Ctrl+Shift+8, or Command on a Mac.
export function sayKeys(keys) {
  const parts = partsOf(keys);
  return IS_MAC
    ? `${parts.map((part) => SIGNS[part] ?? part).join("").replace(/.$/, "\u2318$&")}`
    : ["Ctrl", ...parts].join("+");
}

// The same for aria-keyshortcuts.
export function nameKeys(keys) {
  return [IS_MAC ? "Meta" : "Control", ...partsOf(keys)].join("+");
}

function partsOf(keys) {
  return keys.split(" ").map((part) => (part.length === 1 ? part.toUpperCase() : part));
}
