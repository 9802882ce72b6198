"""A pile of paper or a round of interviews: chosen once, then ballot after ballot."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from flask import request
from wtforms import RadioField, SelectField

from portal.domain.permissions import Permission
from portal.domain.surveys.ways import ENTERED, BallotWay
from portal.domain.time import local_day
from portal.domain.wording import Language
from portal.queries.settings import UnitNode
from portal.queries.surveys.entry import SurveyPoint, counters, versions_in_use
from portal.queries.surveys.questionnaires import Published
from portal.services.surveys.give_ballot import Place
from portal.web.shared.acting import actor, language, now, session, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Form
from portal.web.shared.sentences import _, _l
from portal.web.shared.words import term_words

LANGUAGES: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}
WAYS = tuple(way for way in BallotWay if way in ENTERED)


@dataclass(frozen=True)
class Batch:
    """What all ballots of a pile have in common."""

    asked: Published
    place: Place
    place_name: str
    language: Language

    @property
    def by_phone(self) -> bool:
        """Whether somebody is asked while we type."""
        return self.place.way is BallotWay.PHONE

    @property
    def query(self) -> dict[str, Any]:
        """What stands in the address; nothing of it is about a person."""
        return {
            "version": self.asked.version_id,
            "place": place_value(self.place.unit_id, self.place.point_id),
            "way": self.place.way.value,
            "text": self.language,
        }

    @cached_property
    def key(self) -> str:
        """Tells piles apart, for the number of ballots and the draft."""
        return "-".join(str(each) for each in self.query.values())


class BatchForm(Form):
    """Which questionnaire, whose visitors, and how they were asked."""

    version = SelectField(_l("Phiếu khảo sát được dùng"), validate_choice=False)
    place = SelectField(_l("Đơn vị, quầy được đánh giá"), validate_choice=False)
    way = RadioField(_l("Cách thu phiếu"), validate_choice=False)
    text = RadioField(_l("Ngôn ngữ của phiếu"), validate_choice=False)

    def offer(self) -> Self:
        """Fill in what can be chosen."""
        self._versions = {str(each.version_id): each for each in versions_in_use(session())}
        self._places = places()
        self.version.choices = [choice(key, version_words(each)) for key, each in self._versions.items()]
        self.place.choices = [choice(key, name) for key, (name, _unit, _point) in self._places.items()]
        self.way.choices = [choice(way.value, term_words(way)) for way in WAYS]
        self.text.choices = [choice(code, name) for code, name in LANGUAGES.items()]
        return self

    def chosen(self) -> Batch | None:
        """The pile, or None with a sentence beside what is missing."""
        asked = self._versions.get(self.version.data or "")
        found = self._places.get(self.place.data or "")
        way = next((each for each in WAYS if each.value == self.way.data), None)
        for name, value in (("version", asked), ("place", found), ("way", way)):
            if value is None:
                self.complain(name, _("Xin chọn một mục trong danh sách."))
        if asked is None or found is None or way is None:
            return None
        name, unit_id, point_id = found
        text: Language = "en" if self.text.data == "en" else "vi"
        return Batch(asked, Place(unit_id, way, point_id=point_id), name, text)


def batch_form() -> BatchForm:
    """The form with what the address says; what is not said is what most piles are."""
    usual = {"way": BallotWay.PAPER.value, "text": "vi"}
    given = request.args if request.args else None
    return BatchForm(formdata=given, data=usual, meta={"csrf": False}).offer()


def version_words(asked: Published) -> str:
    """A questionnaire with the number of its version."""
    title = asked.questionnaire.title.said(language())
    return _("%(title)s (bản %(number)s)", title=title, number=asked.number)


def places() -> dict[str, tuple[str, int, int | None]]:
    """The units that stand today, each with its counters below it: name, unit and counter."""
    by_unit: dict[int, list[SurveyPoint]] = {}
    for point in counters(session(), actor()):
        # A counter whose unit has ended goes on for the successor.
        standing = settings().standing_unit(point.unit_id, local_day(now()))
        by_unit.setdefault(standing, []).append(point)
    found: dict[str, tuple[str, int, int | None]] = {}
    for unit in own_units():
        name = unit.named(language())
        found[place_value(unit.id)] = (name, unit.id, None)
        for point in by_unit.get(unit.id, ()):
            found[place_value(unit.id, point.id)] = (f"{name} – {point.name}", unit.id, point.id)
    return found


def place_value(unit_id: int, point_id: int | None = None) -> str:
    """A unit or one of its counters in one word."""
    return f"{unit_id}.{point_id}" if point_id else str(unit_id)


def own_units() -> list[UnitNode]:
    """The units that stand today and whose ballots the actor may type in."""
    today, mine = local_day(now()), actor().units_for(Permission.ENTER_BALLOTS)
    return [unit for unit in settings().units.values() if unit.id in mine and unit.stands(today)]
