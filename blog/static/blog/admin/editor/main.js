// The post's editor: what is started here is all there is to it.

import { startAutosave } from "./autosave.js";
import { startChecks } from "./checks.js";
import { startCounts } from "./counts.js";
import { guardDrops } from "./drops.js";
import { startFigureMenu } from "./figure_menu.js";
import { startFigures } from "./figures.js";
import { startHistory } from "./history.js";
import { startImages } from "./images.js";
import { startLines } from "./lines.js";
import { startPanel } from "./panel.js";
import { startPaste } from "./paste.js";
import { startPicker } from "./picker.js";
import { startPreview } from "./preview.js";
import { returnCaret } from "./returning.js";
import { openEditor } from "./text.js";
import { startToolbar } from "./toolbar.js";
import { startTyping } from "./typing.js";

document.documentElement.classList.add("scripts");

for (const root of document.querySelectorAll(".editor")) {
  const editor = openEditor(root);
  startPanel(editor);
  startChecks(editor);
  startHistory(editor);
  startTyping(editor, startToolbar(editor));
  startPaste(editor);
  startImages(editor);
  startLines(editor);
  startCounts(editor);
  guardDrops(editor);
  startPreview(editor);
  startFigures(editor);
  startPicker(editor);
  startFigureMenu(editor);
  startAutosave(editor);
  returnCaret(editor);
}
