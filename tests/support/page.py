"""A page as the tests see it: heading, text, links, forms, and everything that is wrong with its markup."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E

PREFIXES_OF_TITLES = ("Lỗi: ", "Error: ")
TYPED_IN = {"input", "select", "textarea"}
NEEDS_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
DATA_SCRIPTS = {"application/ld+json", "application/json", "importmap"}


@dataclass(frozen=True)
class Form:
    """What a browser would send, and where to, if nothing were typed."""

    action: str
    method: str
    fields: dict[str, list[str]]
    buttons: list[tuple[str, str]]


class Page:
    """An HTML document."""

    def __init__(self, html: str, address: str = "/") -> None:
        self.html = html
        self.address = address
        self.root, self.malformed = _parsed(html)

    @property
    def title(self) -> str:
        return _words(next(self.all("title"), None))

    @property
    def heading(self) -> str:
        return _words(next(self.all("h1"), None))

    @property
    def text(self) -> str:
        """The words of the body, one space between them."""
        return _words(self.root.find("body"))

    @property
    def links(self) -> dict[str, str]:
        """Addresses by the words of their link; of two with the same words the first one."""
        links: dict[str, str] = {}
        for link in self.all("a"):
            if href := link.get("href"):
                links.setdefault(_words(link), urljoin(self.address, href))
        return links

    def all(self, *tags: str) -> Iterator[Element]:
        return (node for node in self.root.iter() if node.tag in tags)

    def by_id(self, identifier: str) -> Element:
        return next(node for node in self.root.iter() if node.get("id") == identifier)

    def words_of(self, identifier: str) -> str:
        return _words(self.by_id(identifier))

    def form(self, action: str | None = None) -> Form:
        """The form that sends to an address, or the only one that sends anything by POST."""
        # A form in a dialog only closes it.
        forms = [self._form(node) for node in self.all("form") if node.get("method") != "dialog"]
        wanted = [form for form in forms if (form.action == action if action else form.method == "POST")]
        assert len(wanted) == 1, f"{len(wanted)} such forms among {[form.action for form in forms]}"
        return wanted[0]

    def _form(self, node: Element) -> Form:
        fields: dict[str, list[str]] = {}
        for field in node.iter():
            if field.tag in TYPED_IN and (name := field.get("name")):
                fields.setdefault(name, []).extend(_values(field))
        return Form(
            action=urljoin(self.address, node.get("action", "")),
            method=node.get("method", "get").upper(),
            fields={name: values for name, values in fields.items() if values},
            buttons=[
                (name, button.get("value", ""))
                for button in node.iter("button")
                if (name := button.get("name"))
            ],
        )


def _values(field: Element) -> list[str]:
    """What this field sends as the page stands; nothing for a box that is not ticked."""
    if field.get("disabled") is not None or field.get("type") in {"submit", "button", "reset", "file"}:
        return []
    if field.tag == "textarea":
        return ["".join(field.itertext()).removeprefix("\n")]
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and field.get("multiple") is None:
            chosen = options[:1]
        return [option.get("value", _words(option)) for option in chosen]
    if field.get("type") in {"checkbox", "radio"} and field.get("checked") is None:
        return []
    return [field.get("value", "on" if field.get("type") in {"checkbox", "radio"} else "")]


@lru_cache(maxsize=4)
def _parsed(html: str) -> tuple[Element, str | None]:
    """The tree, for reading alone, and the first thing in it that is no HTML.

    A page is looked at for its faults and then by the test; parsing it is half the time of either.
    """
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    if not parser.errors:
        return root, None
    _position, code, details = parser.errors[0]
    return root, E[code] % details


def faults(html: str) -> list[str]:
    """Everything wrong with a page, a sentence each."""
    page = Page(html)
    if page.malformed is not None:
        return [f"malformed HTML: {page.malformed}"]
    return [fault for check in CHECKS for fault in check(page)]


def _language(page: Page) -> Iterable[str]:
    if page.root.get("lang") not in {"vi", "en"}:
        yield f"the page's language is {page.root.get('lang')!r}"


def _heading_and_title(page: Page) -> Iterable[str]:
    headings = [_words(node) for node in page.all("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"one first heading is wanted, there are {headings}"
        return
    title = page.title
    for prefix in PREFIXES_OF_TITLES:
        title = title.removeprefix(prefix)
    if not title.startswith(headings[0]):
        yield f"the title {page.title!r} does not start with the heading {headings[0]!r}"


def _identifiers(page: Page) -> Iterable[str]:
    seen = Counter(identifier for node in page.root.iter() if (identifier := node.get("id")) is not None)
    yield from (
        f"the id {identifier!r} stands {times} times" for identifier, times in seen.items() if times > 1
    )


def _inline_code(page: Page) -> Iterable[str]:
    for script in page.all("script"):
        if not script.get("src") and script.get("type") not in DATA_SCRIPTS:
            yield "an inline script"
    if next(page.all("style"), None) is not None:
        yield "a style element"
    for node in page.root.iter():
        for attribute in node.attrib:
            if attribute == "style" or attribute.startswith("on"):
                yield f"the attribute {attribute} on <{node.tag}>"


def _labels(page: Page) -> Iterable[str]:
    labelled = {label.get("for") for label in page.all("label")}
    wrapped = {id(node) for label in page.all("label") for node in label.iter()}
    for field in page.all(*TYPED_IN):
        if field.get("type") in NEEDS_NO_LABEL or field.get("aria-label") or field.get("aria-labelledby"):
            continue
        if field.get("id") not in labelled and id(field) not in wrapped:
            yield f"no label for the field {field.get('name')!r}"


def _references(page: Page) -> Iterable[str]:
    present = {node.get("id") for node in page.root.iter()}
    for node in page.root.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list"):
            for identifier in (node.get(attribute) or "").split():
                if identifier not in present:
                    yield f"{attribute}={identifier!r} on <{node.tag}> points at nothing"


def _pictures(page: Page) -> Iterable[str]:
    yield from (f"no alt text on {node.get('src')!r}" for node in page.all("img") if node.get("alt") is None)


def _forgery(page: Page) -> Iterable[str]:
    for form in page.all("form"):
        names = {field.get("name") for field in form.iter("input")}
        # In a frame of another site and at a kiosk nobody has a session: there a signed ticket does.
        if form.get("method", "get").lower() == "post" and not names & {"csrf_token", "ticket"}:
            yield f"the form to {form.get('action')!r} carries no token against forgery"


CHECKS = (
    _language,
    _heading_and_title,
    _identifiers,
    _inline_code,
    _labels,
    _references,
    _pictures,
    _forgery,
)


def _words(node: Element | None) -> str:
    if node is None:
        return ""
    return re.sub(r"\s+", " ", "".join(_visible(node))).strip()


def _visible(node: Element) -> Iterator[str]:
    if node.tag in {"script", "style", "template"} or not isinstance(node.tag, str):
        return
    yield node.text or ""
    for child in node:
        yield from _visible(child)
        yield child.tail or ""
