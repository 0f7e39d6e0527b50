// A PDF that is dropped into the text is a paper: it is offered to be imported as one.

import { places, send, showUpload } from "./sending.js";

export function offerPaper(editor, file) {
  const add = { label: editor.words("paper-import"), onClick: () => void importPaper(editor, file) };
  editor.notify(editor.words("paper-dropped").replace("%s", file.name), { actions: [add] });
}

async function importPaper(editor, file) {
  const row = showUpload(editor, file.name);
  const sending = send(editor, places(editor).addPaper, { pdfs: file, is_whole: "1" }, row.show);
  row.cancel(sending.abort);
  const { status, json, isAborted } = await sending.done;
  row.remove();
  const paper = json?.papers?.[0];
  if (paper) {
    choosePaper(editor, paper);
    const watch = {
      label: editor.words("paper-watch"),
      onClick: () => {
        window.open(paper.url, "_blank", "noopener");
        return false;
      },
    };
    editor.notify(editor.words("paper-added").replace("%s", file.name), { kind: "ok", actions: [watch] });
  } else if (!isAborted) {
    const failed = status === 403 ? "paper-forbidden" : status === 0 ? "image-lost" : "image-failed";
    editor.notify(json?.problem || editor.words(failed), { kind: "bad" });
  }
}

// Its figures stand in the tray once the post is about it.
function choosePaper({ form }, { pk, title }) {
  const field = form.elements.papers;
  if (!field) {
    return;
  }
  const known = [...field.options].find(({ value }) => value === String(pk));
  const option = known ?? new Option(title, pk);
  option.selected = true;
  field.append(option);
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
