// The door to Temml: a formula in, JSON out. Loaded after temml.min.js, without a browser.
const console = { log() {}, warn() {}, error() {} };

// Other packages' names for what Temml has; new each time, since a formula may redefine them.
const borrowedMacros = () => ({
  "\\mathbbm": "\\mathbb{#1}",
  "\\mathds": "\\mathbb{#1}",
});

function renderFormula(tex, displayMode) {
  try {
    const mathml = temml.renderToString(tex, {
      displayMode,
      macros: borrowedMacros(),
      maxExpand: 500,
      // In em, and in points: enough for a rule across the column, not for a page of ink.
      maxSize: [10, 120],
      strict: true,
      throwOnError: true,
      trust: false,
    });
    return JSON.stringify({ mathml });
  } catch (error) {
    // Out of memory, there may be no error to look at.
    const kind = error instanceof temml.ParseError ? "ParseError" : error?.name;
    return JSON.stringify({ kind, message: String(error?.message) });
  }
}
