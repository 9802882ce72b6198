"""A report's content as it is kept in the database, read back, and recognised by its digest."""

import json
from dataclasses import asdict
from decimal import Decimal
from hashlib import sha256
from typing import Any

from portal.domain.reports.content import (
    ChapterContent,
    Content,
    Head,
    Part,
    Picture,
    Plot,
    PlotKind,
    Table,
    Value,
)

# What a percentage is kept as, so that it comes back as exact as it was.
PERCENT = "percent"
# What may differ between two reports of the same data: when they were made, and how pictures are drawn.
NOT_DIGESTED = frozenset({"as_of", "as_of_words", "opening"})


def kept(content: Content) -> dict[str, Any]:
    """The content as plain JSON."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(content), default=_plain))
    return plain


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return {PERCENT: str(value)}
    raise TypeError(type(value).__name__)


def digest(content: Content) -> str:
    """SHA-256 of all that is said but the moment: the same data give the same digest, whoever asks and when."""
    said = {name: value for name, value in kept(content).items() if name not in NOT_DIGESTED}
    text = json.dumps(_undrawn(said), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _undrawn(value: Any) -> Any:
    """The same without the drawing of pictures; their titles and words stay."""
    if isinstance(value, dict):
        return {name: _undrawn(each) for name, each in value.items() if name != "svg"}
    if isinstance(value, list):
        return [_undrawn(each) for each in value]
    return value


def read_back(plain: dict[str, Any]) -> Content:
    """The content that was kept."""
    lists = {name: tuple(plain["head"][name]) for name in ("addressees", "recipients")}
    head = Head(**{**plain["head"], **lists})
    chapters = tuple(
        ChapterContent(each["heading"], tuple(map(_part, each["parts"]))) for each in plain["chapters"]
    )
    rest: dict[str, Any] = {"definitions": _table(plain["definitions"]), "notes": tuple(plain["notes"])}
    return Content(**{**plain, "head": head, "chapters": chapters, **rest})


def _part(plain: dict[str, Any]) -> Part:
    return Part(
        plain["heading"],
        tuple(plain["paragraphs"]),
        tuple(map(_table, plain["tables"])),
        tuple(Picture(**each) for each in plain["pictures"]),
    )


def _table(plain: dict[str, Any]) -> Table:
    plot = plain["plot"]
    shaped = {
        "columns": tuple(plain["columns"]),
        "rows": tuple(tuple(map(_value, row)) for row in plain["rows"]),
        "notes": tuple(plain["notes"]),
        "plot": Plot(**{**plot, "kind": PlotKind(plot["kind"]), "columns": tuple(plot["columns"])})
        if plot
        else None,
    }
    return Table(**{**plain, **shaped})


def _value(plain: Any) -> Value:
    if isinstance(plain, dict):
        return Decimal(plain[PERCENT])
    value: Value = plain
    return value
