"""The form of a reorganisation: which units, what becomes of them, from which day, on what basis."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput

from portal.domain.successions import Part, Plan, SuccessionKind
from portal.domain.time import local_day
from portal.queries.configuration import reach_of
from portal.services.errors import RuleBroken
from portal.services.succeed_units import NAMES, Entry
from portal.web.admin.entry import Pick, node_choices, unit_choices
from portal.web.shared.acting import actor, now, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Form, Hidden, Line, Words, own_key
from portal.web.shared.numbers import wholes
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField

K = SuccessionKind
# Of these one unit at a time; of the others any number.
ONE_UNIT = frozenset({K.RENAMED, K.SPLIT})
# Of these parts of the work may go elsewhere.
DIRECTED = frozenset({K.MERGED, K.SPLIT, K.ABOLISHED})
DIRECTIONS = range(1, 5)


@dataclass(frozen=True, slots=True)
class Direction:
    """One line that sends part of the work, or all of one unit, to a successor of its own."""

    number: int
    fields: tuple[Any, ...]


class SuccessionForm(Form):
    """What an administrator enters; which fields there are follows from the kind."""

    key = Hidden()
    from_units = SelectMultipleField(validate_choice=False, option_widget=CheckboxInput())
    from_unit_id = Pick()
    name = Line(_l("Tên mới"))
    name_en = Line(_l("Tên mới bằng tiếng Anh"))
    short_name = Line(_l("Tên gọi tắt mới"))
    symbol = Line(_l("Ký hiệu văn bản mới"), render_kw={"data-width": "10"})
    to_unit_id = Pick()
    takes_effect_on = DayField(_l("Kể từ ngày"))
    legal_basis = Words(
        _l("Cơ sở pháp lý"),
        description=_l("Số, ngày và cơ quan ban hành nghị quyết, quyết định"),
        render_kw={"rows": 2},
    )

    def offer(self, kind: SuccessionKind) -> "SuccessionForm":
        """Leave what the kind needs, and fill in what can be chosen."""
        self.kind = kind
        self.key.data = own_key(self.key.data)
        for name in _needless(kind):
            delattr(self, name)
        # A successor may begin only on the day; whoever has ended is nobody's successor.
        within = (settings().units[each] for each in reach_of(settings(), actor()))
        units = [unit for unit in within if not unit.has_ended(local_day(now()))]
        standing = [unit for unit in units if unit.stands(local_day(now()))]
        froms, to = _words(kind)
        if kind in ONE_UNIT:
            self.from_unit_id.label.text = froms
            self.from_unit_id.choices = unit_choices(standing, none=_("(chọn đơn vị)"))
        else:
            self.from_units.label.text = froms
            self.from_units.choices = unit_choices(standing)
        if kind is not K.RENAMED:
            self.to_unit_id.label.text = to
            self.to_unit_id.choices = unit_choices(units, none=_("(chọn đơn vị)"))
        if kind in DIRECTED:
            self._offer_directions(unit_choices(units, none="–"), unit_choices(standing))
        return self

    def _offer_directions(self, units: list[Any], froms: list[Any]) -> None:
        for number in DIRECTIONS:
            self[f"direct_to_{number}"].choices = units
            if f"direct_from_{number}" in self:
                self[f"direct_from_{number}"].choices = [choice("", _("mọi đơn vị nói trên")), *froms]
            self[f"direct_category_{number}"].choices = node_choices(settings().categories, none=_("bất kỳ"))
            self[f"direct_area_{number}"].choices = node_choices(settings().areas, none=_("bất kỳ"))

    @property
    def directions(self) -> list[Direction]:
        """The lines in which parts of the work are directed."""
        names = ("direct_from_", "direct_category_", "direct_area_", "direct_to_")
        lines = (
            Direction(n, tuple(self[f"{name}{n}"] for name in names if f"{name}{n}" in self))
            for n in DIRECTIONS
        )
        return [line for line in lines if line.fields]

    @property
    def is_directed(self) -> bool:
        """Whether any such line is filled in, so that they are shown unfolded."""
        return self.kind is K.SPLIT or any(field.data for line in self.directions for field in line.fields)

    def entry(self, shown: frozenset[str] = frozenset(), ticked: frozenset[str] = frozenset()) -> Entry:
        """What was typed, with the boxes of the preview. Raises RuleBroken."""
        if self.takes_effect_on.data is None:
            raise RuleBroken("takes_effect_on", "missing")
        parts = tuple(self._parts())
        plan = Plan(self.kind, self.takes_effect_on.data, self.legal_basis.data, parts)
        names = {name: self[name].data for name in NAMES} if self.kind is K.RENAMED else {}
        return Entry(self.key.data, plan, names, shown, ticked)

    def _parts(self) -> Iterator[Part]:
        """The successor of each unit, then the parts that go elsewhere."""
        to = None if self.kind is K.RENAMED else self.to_unit_id.number
        froms = self._from_units()
        rows = list(self._directed(froms))
        own = {row.from_unit_id for row in rows if row.is_default}
        yield from (Part(each, to) for each in froms if each not in own)
        yield from rows

    def _from_units(self) -> list[int]:
        if self.kind in ONE_UNIT:
            return [self.from_unit_id.number] if self.from_unit_id.number else []
        return wholes(self.from_units.data or ())

    def _directed(self, froms: list[int]) -> Iterator[Part]:
        for line in self.directions:
            n = line.number
            to = self[f"direct_to_{n}"].number
            if to is None:
                continue
            chosen = self[f"direct_from_{n}"].number if f"direct_from_{n}" in self else None
            about = self[f"direct_category_{n}"].number, self[f"direct_area_{n}"].number
            yield from (Part(each, to, *about) for each in froms if chosen in {None, each})

    def complain(self, name: str, sentence: str) -> None:
        """Put an error about the units that change beside the field that has them here."""
        one = name == "from_units" and self.kind in ONE_UNIT
        super().complain("from_unit_id" if one else name, sentence)


for _number in DIRECTIONS:
    setattr(SuccessionForm, f"direct_from_{_number}", Pick(_l("Của đơn vị")))
    setattr(SuccessionForm, f"direct_category_{_number}", Pick(_l("Lĩnh vực")))
    setattr(SuccessionForm, f"direct_area_{_number}", Pick(_l("Địa bàn")))
    setattr(SuccessionForm, f"direct_to_{_number}", Pick(_l("Chuyển về")))


def _needless(kind: SuccessionKind) -> Iterator[str]:
    yield "from_units" if kind in ONE_UNIT else "from_unit_id"
    if kind is not K.RENAMED:
        yield from NAMES
    else:
        yield "to_unit_id"
    for number in DIRECTIONS:
        if kind not in DIRECTED or kind in ONE_UNIT:
            yield f"direct_from_{number}"
        if kind not in DIRECTED:
            yield from (f"direct_{each}_{number}" for each in ("category", "area", "to"))


def _words(kind: SuccessionKind) -> tuple[str, str]:
    """What the units that change are called, and the one they come to."""
    return {
        K.MERGED: (_("Đơn vị sáp nhập, hợp nhất"), _("Vào đơn vị")),
        K.SPLIT: (_("Đơn vị chia, tách"), _("Đơn vị kế thừa phần còn lại")),
        K.RENAMED: (_("Đơn vị đổi tên"), ""),
        K.ABOLISHED: (_("Đơn vị giải thể"), _("Công việc chuyển về")),
        K.MOVED: (_("Đơn vị chuyển"), _("Trực thuộc đơn vị")),
    }[kind]
