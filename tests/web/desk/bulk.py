"""The forms on the page of a step over many cases."""

from tests.support.page import Form, Page


def confirming(page: Page) -> Form:
    """The form that does what the preview shows."""
    return next(form for form in forms(page) if form.action.endswith("/confirm"))


def undoing(page: Page) -> Form:
    """The form that takes it back, on its page or in the banner of a list."""
    return next(form for form in forms(page) if form.action.endswith("/undo"))


def forms(page: Page) -> list[Form]:
    """All forms that send something."""
    return [page._form(node) for node in page.all("form") if node.get("method") == "post"]


def groups(page: Page) -> list[str]:
    """What becomes of how many: the headings of the page."""
    heads = (node for node in page.all("h2") if (node.get("id") or "").startswith("group-"))
    return ["".join(node.itertext()).strip() for node in heads]
