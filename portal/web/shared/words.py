"""Dates, numbers and terms as people read them: the filters of all templates."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flask import Flask
from markupsafe import Markup, escape

from portal.domain.contact import phone_words
from portal.domain.figures import Share
from portal.domain.ratings import Level
from portal.domain.terms import term
from portal.domain.time import VIETNAM, local_day
from portal.domain.wording import day_words
from portal.web.shared.acting import language, now, settings
from portal.web.shared.sentences import _

_MARKS = str.maketrans(",.", ".,")


def term_words(value: StrEnum | Level | None) -> str:
    """The official term of a state, kind, channel …; empty for nothing."""
    return term(value, language()) if value is not None else ""


def day(value: date | datetime | None) -> str:
    """A date as dd/mm/yyyy, in Việt Nam."""
    if value is None:
        return ""
    return f"{local_day(value) if isinstance(value, datetime) else value:%d/%m/%Y}"


def weekday(value: date | datetime | None) -> str:
    """A date with its weekday, where a deadline is meant: "thứ Năm 26/11/2026"."""
    if value is None:
        return ""
    return day_words(local_day(value) if isinstance(value, datetime) else value, language())


def moment(value: datetime | None) -> str:
    """A moment in Việt Nam, as 14:05 26/11/2026."""
    return f"{value.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if value else ""


def iso(value: date | datetime | None) -> str:
    """A moment or date for machines."""
    return value.isoformat() if value else ""


def number(value: int | float | Decimal | None, decimals: int | None = None) -> str:
    """A number with the marks of the reader's language: 1.234,5 in Vietnamese."""
    if value is None:
        return "–"
    text = f"{value:,.{decimals}f}" if decimals is not None else f"{value:,}"
    return text if language() == "en" else text.translate(_MARKS)


def percent(value: Share | Decimal | None) -> str:
    """A percentage with two decimals: 83,16%."""
    exact = value.percent if isinstance(value, Share) else value
    return "–" if exact is None else f"{number(exact, 2)}%"


def size(value: int) -> str:
    """The size of a file: 340 KB, 2,1 MB."""
    if value < 1024 * 1024:
        return f"{max(1, round(value / 1024))} KB"
    return f"{number(value / 1024 / 1024, 1)} MB"


def unit_name(unit_id: int | None) -> str:
    """The name of a unit in the reader's language."""
    unit = settings().units.get(unit_id) if unit_id else None
    return unit.named(language()) if unit else ""


def unit_name_now(unit_id: int) -> str:
    """The name of a unit and, where it has ended, of whoever goes on for it today."""
    standing = settings().standing_unit(unit_id, local_day(now()))
    if standing == unit_id:
        return unit_name(unit_id)
    names = {"unit": unit_name(unit_id), "standing": unit_name(standing)}
    if standing in settings().unit_chain(unit_id):
        # Whoever stands above answers for it, and is not what it has become.
        return _("%(unit)s (nay do %(standing)s phụ trách)", **names)
    return _("%(unit)s (nay là %(standing)s)", **names)


def unit_name_on(unit_id: int, on: date | datetime) -> str:
    """What a unit was called on a day, in the reader's language."""
    day_ = local_day(on) if isinstance(on, datetime) else on
    return settings().unit_on(unit_id, day_).named(language())


def category_name(category_id: int | None) -> str:
    """The name of a category in the reader's language."""
    category = settings().categories.get(category_id) if category_id else None
    return category.named(language()) if category else _("Chưa phân loại")


def area_name(area_id: int | None) -> str:
    """An area with what it lies in: "ấp Thanh Tân, xã Thanh Bình"."""
    return ", ".join(settings().areas[each].name for each in settings().area_chain(area_id))


def person_name(account_id: int | None) -> str:
    """The name of a member of staff."""
    return settings().person_name(account_id)


def paragraphs(text: str) -> Markup:
    """A person's text as paragraphs, escaped, its line breaks kept."""
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    lines = (Markup("<br>").join(escape(line) for line in block.split("\n")) for block in blocks)
    return Markup("").join(Markup('<p class="govuk-body">{}</p>').format(block) for block in lines)


FILTERS = {
    "term": term_words,
    "day": day,
    "weekday": weekday,
    "moment": moment,
    "iso": iso,
    "number": number,
    "percent": percent,
    "size": size,
    "phone": phone_words,
    "unit_name": unit_name,
    "unit_name_now": unit_name_now,
    "unit_name_on": unit_name_on,
    "category_name": category_name,
    "area_name": area_name,
    "person_name": person_name,
    "paragraphs": paragraphs,
}


def install_filters(app: Flask) -> None:
    """Make the filters known to all templates."""
    app.jinja_env.filters.update(FILTERS)
