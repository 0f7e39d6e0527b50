"""Pictures brought into the editor by paste or drop, as the tests of them do it."""

import base64

from tests.browser.writing import field
from tests.figures.extraction.images import encoded, photo

WITH_HARBOUR = "First words.\n\n![](figure:images/harbour)\n\n"
WORDS = "A harbour at dusk, with three boats and a lighthouse behind them."
ADD = "**/admin/figures/figure/add-image/"

CARRY = """(target, {kind, files, text, html}) => {
  const carried = new DataTransfer();
  for (const {name, type, content} of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt());
    carried.items.add(new File([bytes], name, {type}));
  }
  if (text) carried.setData("text/plain", text);
  if (html) carried.setData("text/html", html);
  const options = {bubbles: true, cancelable: true};
  const {left, top} = target.getBoundingClientRect();
  const event = kind === "paste"
    ? new ClipboardEvent("paste", {...options, clipboardData: carried})
    : new DragEvent("drop", {
        ...options, dataTransfer: carried, clientX: left + 20, clientY: top + 20,
      });
  return !target.dispatchEvent(event);
}"""


def picture(name="Harbour.png", content=None, media_type="image/png"):
    content = encoded(photo((400, 300))) if content is None else content
    return {
        "name": name,
        "type": media_type,
        "content": base64.b64encode(content).decode(),
    }


def bring(page, *files, kind="paste", text="", html=""):
    """Paste or drop files; whether the page took them for its own."""
    brought = {"kind": kind, "files": files, "text": text, "html": html}
    return field(page).evaluate(CARRY, brought)


def dialog(page):
    return page.get_by_role("dialog", name="What does the picture show?")


def notice(page):
    return page.locator(".editor-notices .editor-notice")
