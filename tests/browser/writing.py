"""A post in the editor, as the tests of what is kept look at it."""


def open_post(page, post):
    page.goto(f"/admin/blog/post/{post.pk}/change/")
    return page


def field(page):
    return page.locator("#id_body")


def words_on_this_machine(page):
    keys = page.evaluate("Object.keys(localStorage)")
    return [key for key in keys if key.startswith("offprint:words:")]


def status(page):
    return page.locator("[data-saved]")


def notices(page):
    return page.locator(".editor-notices")


def save(page):
    page.locator(".submit-row").get_by_role("button", name="Save", exact=True).click()


def text(page):
    """The text with bars where the selection begins and ends."""
    return field(page).evaluate(
        """({ value, selectionStart: start, selectionEnd: end }) => {
          const chosen = start === end ? "" : `${value.slice(start, end)}|`;
          return `${value.slice(0, start)}|${chosen}${value.slice(end)}`;
        }"""
    )


def press(page, *names):
    for name in names:
        page.keyboard.press(name)


def paste(page, text="", html="", **others):
    """Paste as the browser does: what no script takes is put in as it is."""
    carried = {"text/plain": text, "text/html": html} | others
    field(page).evaluate(
        """(target, carried) => {
          const clipboardData = new DataTransfer();
          for (const [type, content] of Object.entries(carried)) {
            if (content) {
              clipboardData.setData(type, content);
            }
          }
          const options = { bubbles: true, cancelable: true, clipboardData };
          if (target.dispatchEvent(new ClipboardEvent("paste", options))) {
            document.execCommand("insertText", false, carried["text/plain"]);
          }
        }""",
        carried,
    )


def put(page, text):
    """Make that the text; a bar in it stands for the caret, two select."""
    before, *rest = text.split("|")
    chosen = rest[0] if len(rest) > 1 else ""
    field(page).evaluate(
        """(target, [text, start, end]) => {
          target.value = text;
          target.dispatchEvent(new Event("input", { bubbles: true }));
          target.focus();
          target.setSelectionRange(start, end);
        }""",
        [before + "".join(rest), len(before), len(before) + len(chosen)],
    )
