"""A pile of paper or a round of interviews: chosen once, then ballot after ballot."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self

from flask import request
from wtforms import RadioField, SelectField

from portal.domain.permissions import Permission
from portal.domain.surveys.ways import ENTERED, BallotWay
from portal.domain.time import local_day
from portal.domain.wording import Language
from portal.queries.settings import UnitNode
from portal.queries.surveys.entry import (
    SurveyCampaign,
    SurveyPoint,
    counters,
    running_campaigns,
    versions_in_use,
)
from portal.queries.surveys.questionnaires import Published, published_version
from portal.services.errors import RuleBroken
from portal.services.surveys.enter_ballot import require_day
from portal.services.surveys.give_ballot import Place
from portal.web.desk.surveys.refusals import refusal
from portal.web.shared.acting import act, actor, language, now, session, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Form
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField
from portal.web.shared.words import term_words

LANGUAGES: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}
WAYS = tuple(way for way in BallotWay if way in ENTERED)
# A name of a call is no longer than this; what else a form may say of it is not kept.
CALL_NAME = 16


@dataclass(frozen=True)
class Batch:
    """What all ballots of a pile have in common."""

    asked: Published
    place: Place
    place_name: str
    language: Language
    # The day on which the ballots were filled in.
    day: date
    # Whose sample answers; None for volunteers.
    campaign: SurveyCampaign | None = None

    @property
    def by_phone(self) -> bool:
        """Whether somebody is asked while we type."""
        return self.place.way is BallotWay.PHONE

    @property
    def calls_sample(self) -> bool:
        """Whether people who were drawn are called, one number after the other."""
        return self.by_phone and self.campaign is not None

    def draft_of(self, call: str) -> str:
        """What the browser keeps a ballot's draft under: a call of a sample has its own, not that of the next."""
        return f"ballot-{call[:CALL_NAME]}" if self.calls_sample else f"ballot-{self.key}"

    @property
    def is_of_today(self) -> bool:
        """Whether the ballots are filled in on the day they are typed."""
        return self.day == local_day(now())

    @property
    def query(self) -> dict[str, Any]:
        """What stands in the address; nothing of it is about a person."""
        return {**self._pile, "day": f"{self.day:%d-%m-%Y}"}

    @property
    def _pile(self) -> dict[str, Any]:
        common = {"way": self.place.way.value, "text": self.language}
        if self.campaign is not None:
            return {"campaign": self.campaign.id, **common}
        place = place_value(self.place.unit_id, self.place.point_id)
        return {"version": self.asked.version_id, "place": place, **common}

    @cached_property
    def key(self) -> str:
        """Tells piles apart, for the number of ballots and the draft: whoever mends the day loses neither."""
        return "-".join(str(each) for each in self._pile.values())


class BatchForm(Form):
    """Which questionnaire, whose visitors, and how and when they were asked."""

    campaign = SelectField(_l("Đợt khảo sát"), validate_choice=False)
    version = SelectField(_l("Phiếu khảo sát được dùng"), validate_choice=False)
    place = SelectField(_l("Đơn vị, quầy được đánh giá"), validate_choice=False)
    way = RadioField(_l("Cách thu phiếu"), validate_choice=False)
    text = RadioField(_l("Ngôn ngữ của phiếu"), validate_choice=False)
    day = DayField(_l("Ngày điền phiếu"))

    def offer(self) -> Self:
        """Fill in what can be chosen."""
        self._versions = {str(each.version_id): each for each in versions_in_use(session())}
        self._places = places()
        self._campaigns = {
            str(each.id): each for each in running_campaigns(session(), actor(), local_day(now()))
        }
        self.version.choices = [choice(key, version_words(each)) for key, each in self._versions.items()]
        self.place.choices = [choice(key, name) for key, (name, _unit, _point) in self._places.items()]
        self.way.choices = [choice(way.value, term_words(way)) for way in WAYS]
        self.text.choices = [choice(code, name) for code, name in LANGUAGES.items()]
        self.campaign.choices = [
            choice("", _("Không thuộc đợt nào: phiếu tự nguyện")),
            *(choice(key, each.name) for key, each in self._campaigns.items()),
        ]
        return self

    @property
    def has_campaigns(self) -> bool:
        """Whether there is any sample whose ballots may be typed in."""
        return bool(self._campaigns)

    def chosen(self) -> Batch | None:
        """The pile, or None with a sentence beside what is missing or wrong."""
        batch = self.pile()
        if batch is None:
            return None
        try:
            require_day(act(), batch.asked, batch.day, campaign=batch.campaign)
        except RuleBroken as broken:
            self.complain("day", refusal(broken))
            return None
        return batch

    def pile(self) -> Batch | None:
        """The pile, whether ballots of its day may still count or not."""
        way = next((each for each in WAYS if each.value == self.way.data), None)
        if self.day.data is None:
            words = self.day.process_errors or [_("Xin nhập ngày điền phiếu.")]
            self.complain("day", str(words[0]))
        if way is None:
            self._ask_for("way")
        found = self._of_campaign(way) if self.campaign.data else self._of_volunteers(way)
        return found if self.day.data is not None and way is not None else None

    def _of_campaign(self, way: BallotWay | None) -> Batch | None:
        campaign = self._campaigns.get(self.campaign.data)
        asked = published_version(session(), campaign.version_id) if campaign is not None else None
        if campaign is None or asked is None or way is None:
            self._ask_for("campaign" if campaign is None else "")
            return None
        unit_id = settings().standing_unit(campaign.unit_id, local_day(now()))
        return self._batch(asked, Place(unit_id, way), campaign.name, campaign=campaign)

    def _of_volunteers(self, way: BallotWay | None) -> Batch | None:
        asked = self._versions.get(self.version.data or "")
        found = self._places.get(self.place.data or "")
        for name, value in (("version", asked), ("place", found)):
            if value is None:
                self._ask_for(name)
        if asked is None or found is None or way is None:
            return None
        name, unit_id, point_id = found
        return self._batch(asked, Place(unit_id, way, point_id=point_id), name)

    def _batch(
        self, asked: Published, place: Place, name: str, *, campaign: SurveyCampaign | None = None
    ) -> Batch:
        text: Language = "en" if self.text.data == "en" else "vi"
        return Batch(asked, place, name, text, self.day.data or local_day(now()), campaign)

    def _ask_for(self, name: str) -> None:
        if name:
            self.complain(name, _("Xin chọn một mục trong danh sách."))


def batch_form() -> BatchForm:
    """The form with what the address says; what is not said is what most piles are."""
    usual = {"way": BallotWay.PAPER.value, "text": "vi", "campaign": "", "day": local_day(now())}
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
