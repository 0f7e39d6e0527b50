// A file let go of beside its target would be opened in place of the page, and the words be gone.

export function guardDrops(editor) {
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const isTaken = (event) => event.defaultPrevented || event.target.closest?.("input[type=file]");
  document.addEventListener("dragover", (event) => {
    if (hasFiles(event) && !isTaken(event)) {
      event.preventDefault();
      // Over the text it may fall, and a sentence says why it stays out.
      event.dataTransfer.dropEffect = editor.root.contains(event.target) ? "copy" : "none";
    }
  });
  document.addEventListener("drop", (event) => {
    if (hasFiles(event) && !isTaken(event)) {
      event.preventDefault();
      editor.notify(editor.words("no-files"));
    }
  });
}
