// The post's editor: what is started here is all there is to it.

import { startAutosave } from "./autosave.js";
import { startPanel } from "./panel.js";
import { openEditor } from "./text.js";

document.documentElement.classList.add("scripts");

for (const root of document.querySelectorAll(".editor")) {
  const editor = openEditor(root);
  startPanel(editor);
  startAutosave(editor);
}
