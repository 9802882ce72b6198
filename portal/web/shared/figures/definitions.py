"""The written definition of every figure, as pages show it: its words stand in its measure (rules §10)."""

from dataclasses import dataclass

from portal.domain.measures.measure import Measure, Notion
from portal.domain.measures.registry import DEFINED, VERSION, defined
from portal.web.shared.acting import language
from portal.web.shared.sentences import _

__all__ = ["VERSION", "Definition", "all_definitions", "definitions", "name_of"]


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: its name, what it counts, and for a share what of; what is not counted."""

    code: str
    name: str
    counts: str
    of: str = ""
    without: str = ""

    @property
    def sentence(self) -> str:
        """The whole definition as people read it."""
        parts = [_("Tử số: %(counts)s", counts=self.counts) if self.of else self.counts]
        if self.of:
            parts.append(_("Mẫu số: %(of)s", of=self.of))
        if self.without:
            parts.append(_("Không tính: %(without)s", without=self.without))
        return " ".join(parts)


def definitions(*codes: str) -> list[Definition]:
    """The definitions of these figures, in the language of the reader."""
    return [_definition(defined(code)) for code in codes]


def all_definitions() -> list[Definition]:
    """Every definition once."""
    return [_definition(each) for each in DEFINED]


def name_of(code: str) -> str:
    """What a figure is called, in the language of the reader."""
    return defined(code).name.said(language())


def _definition(each: Measure | Notion) -> Definition:
    reader = language()
    return Definition(
        each.code,
        each.name.said(reader),
        each.numerator.said(reader),
        each.denominator.said(reader) if each.denominator else "",
        each.exclusions.said(reader) if each.exclusions else "",
    )
