// The post's editor: what is started here is all there is to it.

import { startAutosave } from "./autosave.js";
import { startFigureMenu } from "./figure_menu.js";
import { startFigures } from "./figures.js";
import { startPanel } from "./panel.js";
import { startPicker } from "./picker.js";
import { startPreview } from "./preview.js";
import { openEditor } from "./text.js";

document.documentElement.classList.add("scripts");

for (const root of document.querySelectorAll(".editor")) {
  const editor = openEditor(root);
  startPanel(editor);
  startPreview(editor);
  startFigures(editor);
  startPicker(editor);
  startFigureMenu(editor);
  startAutosave(editor);
}
