// The history beside the text: its links lead away, and unsaved words do not get lost.

export function startHistory(editor) {
  const part = editor.root.querySelector(".history");
  // Another tab, so that the text stays where it is.
  for (const link of part.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener";
  }
}
