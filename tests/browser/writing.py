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
