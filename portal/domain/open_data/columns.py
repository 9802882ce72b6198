"""What a table and a column of the open data are, and how their codes are explained."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from portal.domain.bilingual import Bilingual
from portal.domain.terms import term

# What stands in place of a value that would leave somebody alone.
ANY = "*"
_ANY = Bilingual(
    f"“{ANY}”: đã làm thô để không ai đứng riêng lẻ.", f"“{ANY}”: coarsened, so that nobody stands alone."
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, its type, and what it means."""

    name: str
    means: Bilingual
    type: str = "string"
    # The only values it has, where they are few, and what they mean unless the column says it.
    values: Mapping[str, Bilingual] = field(default_factory=dict)
    coarsened: bool = False

    @property
    def text(self) -> Bilingual:
        """The whole description."""
        if not self.coarsened:
            return self.means
        return Bilingual(f"{self.means.vi} {_ANY.vi}", f"{self.means.en} {_ANY.en}")


@dataclass(frozen=True)
class OpenTable:
    """One table: its file name without ending, its title, and its columns in order."""

    name: str
    title: Bilingual
    columns: tuple[Column, ...]

    @property
    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return [each.name for each in self.columns]


def flag(name: str, vi: str, en: str) -> Column:
    """A column of yes and no."""
    means = Bilingual(f"{vi}: 1 là có, 0 là không.", f"{en}: 1 yes, 0 no.")
    return Column(name, means, "integer", plain("0", "1"))


def month(name: str, vi: str, en: str) -> Column:
    """A column of months."""
    return Column(name, Bilingual(f"{vi}, dạng 2026-11.", f"{en}, as 2026-11."), "yearmonth")


def terms(values: Iterable[StrEnum]) -> Mapping[str, Bilingual]:
    """Codes with their official terms."""
    return {each.value: Bilingual(term(each), term(each, "en")) for each in values}


def plain(*codes: str) -> Mapping[str, Bilingual]:
    """Codes that say what they mean, or that the column explains."""
    return {each: Bilingual("") for each in codes}
