"""The filter of a list: read from the address, so that it can be bookmarked and sent to a colleague."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import Optional

from portal.domain.kinds import MAIN_KINDS, Channel, Kind
from portal.domain.permissions import Permission, Role
from portal.domain.states import State
from portal.domain.time import local_day
from portal.queries.inbox import Asked, Filter, Pile, Place, Whose
from portal.queries.settings import Node, Person, Topic
from portal.web.shared.acting import actor, language, now, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField

# Sealed cases are in no list (rules §7).
LISTED_STATES = tuple(state for state in State if state is not State.DIVERTED)
# Those to whom cases are given.
HOLDERS = frozenset({Role.OFFICER, Role.LEADER})
NAMES = ("category", "area", "unit", "officer", "channel", "kind", "state", "due_from", "due_to")


class FilterForm(FlaskForm):  # type: ignore[misc]  # published without types
    """What narrows a list; whatever makes no sense is passed over."""

    class Meta:
        csrf = False

    category = SelectField(_l("Lĩnh vực"), validate_choice=False)
    area = SelectField(_l("Địa bàn"), validate_choice=False)
    unit = SelectField(_l("Đơn vị"), validate_choice=False)
    officer = SelectField(_l("Người xử lý"), validate_choice=False)
    channel = SelectField(_l("Kênh tiếp nhận"), validate_choice=False)
    kind = SelectField(_l("Loại"), validate_choice=False)
    state = SelectField(_l("Tình trạng"), validate_choice=False)
    due_from = DayField(_l("Hạn từ ngày"), [Optional()])
    due_to = DayField(_l("Hạn đến ngày"), [Optional()])

    def __init__(self, whose: Whose, given: Mapping[str, str]) -> None:
        super().__init__(formdata=given)
        self.given = given
        anything = _("Tất cả")
        self.category.choices = nodes(settings().categories.values(), anything)
        self.area.choices = [choice("", anything), *(area_choice(each) for each in settings().areas.values())]
        self.unit.choices = nodes((settings().units[each] for each in sorted(seen_units())), anything)
        self.officer.choices = [choice("", anything), *people_choices(seen_units())]
        self.channel.choices = terms(Channel, any_label=anything)
        self.kind.choices = terms(MAIN_KINDS, any_label=anything)
        self.state.choices = terms(LISTED_STATES, any_label=_("Đang mở"))
        if whose is Whose.MINE:
            del self.officer
        if whose is Whose.MINE or len(seen_units()) < 2:
            del self.unit
        self.validate()

    @property
    def query(self) -> dict[str, Any]:
        """The filter as it stands in an address; what was passed over is left out."""
        return {name: self.given[name] for name in NAMES if self.given.get(name) and self._sensible(name)}

    def _sensible(self, name: str) -> bool:
        field = self._fields.get(name)
        if field is None:
            return False
        if isinstance(field, SelectField):
            choices: Any = field.choices or []
            return field.data in {each.value for each in choices}
        return field.data is not None

    @property
    def narrowed(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.query)

    @property
    def filter(self) -> Filter:
        """The filter as the query wants it."""
        given = self.query
        return Filter(
            pile=pile_asked(),
            category_ids=_below(settings().category_chain, settings().categories, given.get("category")),
            area_ids=_below(settings().area_chain, settings().areas, given.get("area")),
            unit_ids=settings().units_below(int(given["unit"])) if "unit" in given else None,
            officer_id=int(given["officer"]) if "officer" in given else None,
            channel=Channel(given["channel"]) if "channel" in given else None,
            kind=Kind(given["kind"]) if "kind" in given else None,
            state=State(given["state"]) if "state" in given else None,
            due_from=self.due_from.data if "due_from" in given else None,
            due_to=self.due_to.data if "due_to" in given else None,
        )


def seen_units() -> frozenset[int]:
    """The units whose cases the actor may see."""
    return actor().units_for(Permission.SEE_CASES)


def nodes(given: Iterable[Node], anything: str) -> list[Any]:
    """Units or categories to choose from."""
    return [choice("", anything), *(choice(each.id, each.named(language())) for each in given)]


def area_choice(area: Topic) -> Any:
    """An area with the commune it lies in."""
    return choice(area.id, ", ".join(settings().areas[each].name for each in settings().area_chain(area.id)))


def people_choices(unit_ids: Iterable[int]) -> list[Any]:
    """Those who can hold cases of some units today, by unit and name."""
    units, today = set(unit_ids), local_day(now())
    holding = (post for post in settings().posts if post.role in HOLDERS and post.unit_id in units)
    people = {post.account_id: post.unit_id for post in holding if post.in_force(today)}
    labels = {
        each: person_label(settings().people[each], unit_id if len(units) > 1 else None)
        for each, unit_id in people.items()
        if settings().people[each].active
    }
    return [choice(each, label) for each, label in sorted(labels.items(), key=lambda item: item[1])]


def person_label(person: Person, unit_id: int | None) -> str:
    """A person with their unit, or within one unit with their post."""
    if unit_id is not None:
        unit = settings().units[unit_id]
        return f"{unit.short_name or unit.name} – {person.name}"
    return f"{person.name} – {person.post}" if person.post else person.name


def _below(chain: Any, known: Mapping[int, Topic], typed: str | None) -> frozenset[int] | None:
    """A node and all that lies under it."""
    if typed is None:
        return None
    return frozenset(each for each in known if int(typed) in chain(each))


def pile_asked() -> Pile:
    """The heap named in the address; all where none is."""
    named = request.args.get("show", "")
    return Pile(named) if named in list(Pile) else Pile.ALL


def place_asked() -> Place | None:
    """Where the page begins, as the address says; the beginning where it says nothing sensible."""
    for name in ("after", "before"):
        due_on, _separator, number = request.args.get(name, "").partition("~")
        try:
            return Place(date.fromisoformat(due_on), int(number), backwards=name == "before")
        except ValueError:
            continue
    return None


def place_query(place: Place) -> dict[str, Any]:
    """A place as it stands in an address."""
    return {"before" if place.backwards else "after": f"{place.due_on.isoformat()}~{place.id}"}


def asked_for(whose: Whose, form: FilterForm) -> Asked:
    """What the address asks for."""
    return Asked(whose, form.filter, place_asked())
