"""What templates may not hold, and that every sentence in them has an English twin."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.support.source import ROOT

TEMPLATES = ROOT / "templates"
ENGLISH = ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po"
LONGEST = 200
INLINE = {
    "an inline style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")", re.IGNORECASE
    ),
    "an address that runs code": re.compile(r"javascript:", re.IGNORECASE),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")


def faults_of(text: str) -> Iterator[str]:
    yield from (name for name, pattern in INLINE.items() if pattern.search(text))
    if (lines := len(text.splitlines())) > LONGEST:
        yield f"{lines} lines"


def pages() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def test_it_keeps_code_and_style_out_of_templates() -> None:
    """Mail programs know no style sheets: messages are the exception."""
    looked_at = [path for path in pages() if TEMPLATES / "emails" not in path.parents]
    faults = [(path.relative_to(ROOT), fault) for path in looked_at for fault in faults_of(path.read_text())]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<style>p { color: red }</style>", "an inline style"),
        ('<p style="color: red">', "an inline style"),
        ('<a onclick="go()">', "an event attribute"),
        ("<script>go()</script>", "an inline script"),
        ('<a href="javascript:go()">', "an address that runs code"),
        ("line\n" * 201, "201 lines"),
    ],
)
def test_it_finds_code_and_style_in_templates(text: str, fault: str) -> None:
    assert list(faults_of(text)) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="/static/js/draft.js" defer></script>',
        '<script type="application/ld+json">{}</script>',
        '<p class="a" data-once="1">Nói một lần</p>',
    ],
)
def test_it_lets_plain_markup_pass(text: str) -> None:
    assert list(faults_of(text)) == []


def sentences() -> set[str]:
    """The Vietnamese sentences of code and templates, as gettext finds them."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(row["pattern"], row["method"]) for row in mappings]
    keywords = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
    found: set[str] = set()
    for folder in ("portal", "templates"):
        here = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods]
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, here, keywords=keywords):
            found.add(message if isinstance(message, str) else message[0])
    return found


def untranslated(sentences: set[str], catalog: Catalog) -> list[str]:
    """Sentences without an English twin, or whose twin is a guess or takes other facts."""
    return sorted(sentence for sentence in sentences if not _translated(sentence, catalog.get(sentence)))


def _translated(sentence: str, message: Message | None) -> bool:
    if message is None or not message.string or message.fuzzy:
        return False
    forms = [message.string] if isinstance(message.string, str) else list(message.string)
    facts = set(PLACEHOLDER.findall(sentence))
    return all(form and set(PLACEHOLDER.findall(form)) <= facts for form in forms)


def test_it_has_an_english_twin_for_every_sentence() -> None:
    with ENGLISH.open("rb") as lines:
        assert untranslated(sentences(), read_po(lines, locale="en")) == []


@pytest.mark.parametrize(
    ("english", "flags"),
    [("", []), ("Send", ["fuzzy"]), ("Send %(name)s", [])],
    ids=["missing", "a guess", "other facts"],
)
def test_it_finds_a_sentence_without_a_twin(english: str, flags: list[str]) -> None:
    catalog = Catalog(locale="en")
    catalog.add("Gửi", english, flags=flags)
    assert untranslated({"Gửi"}, catalog) == ["Gửi"]


# What finds sentences does not look into f-strings: such a one would stay Vietnamese for everybody.
HIDDEN = re.compile(r"""f["'].*\{_\(""")


def test_no_sentence_hides_in_an_f_string() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / "portal").rglob("*.py"))
        for line in path.read_text().splitlines()
        if HIDDEN.search(line)
    ]
    assert hidden == []


def test_it_finds_a_sentence_in_an_f_string() -> None:
    assert HIDDEN.search("""return f"{words}\\n{_('Trước đó')}" """)
