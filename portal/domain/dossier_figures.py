"""Figures of dossiers: on time, letters of apology, ways in and out, each with its own denominator (rules §10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from portal.domain.apologies import COVERS, Timing
from portal.domain.figures import Share


@dataclass(frozen=True, slots=True)
class DossierCounts:
    """Dossiers of a period by how they stand: early + on time + late + open + stopped = all."""

    all: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    open: int = 0
    stopped: int = 0
    not_updated: int = 0
    supplemented: int = 0
    breaches: int = 0
    counter: int = 0
    online_partial: int = 0
    online_full: int = 0
    postal: int = 0
    returned: int = 0
    returned_by_post: int = 0
    online_late: int = 0
    before_due: int = 0
    on_due: int = 0
    after_due: int = 0
    after_return: int = 0
    never: int = 0
    complete: int = 0
    promised_anew: int = 0
    kept_anew: int = 0
    # Early or on time, but there is feedback or a petition about it.
    with_feedback: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether the parts make the whole."""
        return self.early + self.on_time + self.late + self.open + self.stopped == self.all

    @property
    def ended(self) -> int:
        """Dossiers with a result."""
        return self.early + self.on_time + self.late

    @property
    def online(self) -> int:
        """Dossiers that came in online, in part or in full."""
        return self.online_partial + self.online_full

    def __add__(self, other: "DossierCounts") -> "DossierCounts":
        return DossierCounts(**{
            each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)
        })


@dataclass(frozen=True, slots=True)
class OpenLate:
    """Open dossiers whose date first promised has passed, by when their first letter was issued."""

    by_timing: Mapping[Timing, int] = field(default_factory=dict)

    @property
    def all(self) -> int:
        """All of them."""
        return sum(self.by_timing.values())

    def of(self, timing: Timing) -> int:
        """Those with a letter of this timing."""
        return self.by_timing.get(timing, 0)


def open_late(open_due: Iterable[Mapping[str, Mapping[str, int]]], today: date) -> OpenLate:
    """What of the kept open dossiers is late on a day; a date that ends today has not passed."""
    found: dict[Timing, int] = {}
    for days in open_due:
        for day, timings in days.items():
            if date.fromisoformat(day) < today:
                for timing, number in timings.items():
                    found[Timing(timing)] = found.get(Timing(timing), 0) + number
    return OpenLate(found)


@dataclass(frozen=True, slots=True)
class Kept:
    """How the dates first promised in a period were kept, and what was said to those who waited longer."""

    counts: DossierCounts = field(default_factory=DossierCounts)
    overdue: OpenLate = field(default_factory=OpenLate)

    @property
    def on_time(self) -> Share:
        """Early and on time, of all that have a result or whose date has passed."""
        kept = self.counts.early + self.counts.on_time
        return Share(kept, kept + self.all_late)

    @property
    def early(self) -> Share:
        """Early, of the same."""
        return Share(self.counts.early, self.on_time.whole)

    @property
    def all_late(self) -> int:
        """Ended late, or open past the date first promised."""
        return self.counts.late + self.overdue.all

    def with_letter(self, timing: Timing) -> int:
        """The late ones by when their first letter was issued; never counts those after the return too."""
        ended = {
            Timing.BEFORE_DUE: self.counts.before_due,
            Timing.ON_DUE: self.counts.on_due,
            Timing.AFTER_DUE: self.counts.after_due,
            Timing.AFTER_RETURN: self.counts.after_return,
            # An open one whose only letter came after a return that was taken back has none that covers it.
            Timing.NEVER: self.counts.never + self.overdue.of(Timing.AFTER_RETURN),
        }
        return ended[timing] + self.overdue.of(timing)

    @property
    def subtractive_satisfaction(self) -> Share:
        """All ended or overdue less the late and those with feedback about them (QĐ 766/QĐ-TTg)."""
        return Share(self.on_time.part - self.counts.with_feedback, self.on_time.whole)

    @property
    def coverage(self) -> Share:
        """Late dossiers with a letter, of all late ones; the seed documents want 100 %."""
        return Share(sum(self.with_letter(timing) for timing in COVERS), self.all_late)

    @property
    def lawful(self) -> Share:
        """Letters at the latest one day before the due date, of all late ones (NĐ 61/2018 Đ19.9)."""
        return Share(self.with_letter(Timing.BEFORE_DUE), self.all_late)

    @property
    def complete(self) -> Share:
        """Ended late with reason, apology and new date, of all that ended late."""
        return Share(self.counts.complete, self.counts.late)

    @property
    def new_date_kept(self) -> Share:
        """New dates kept, of all promised to dossiers that have a result."""
        return Share(self.counts.kept_anew, self.counts.promised_anew)


@dataclass(frozen=True, slots=True)
class Usage:
    """Of one procedure in a period: how far it is offered, and what came in by which way."""

    procedure_id: int
    is_online: bool
    is_full: bool
    is_postal: bool
    counts: DossierCounts = field(default_factory=DossierCounts)

    @property
    def has_postal(self) -> bool:
        """Whether anything went by public post, in or out."""
        return self.counts.postal + self.counts.returned_by_post > 0


@dataclass(frozen=True, slots=True)
class Ways:
    """How dossiers came in and results went out, with the denominators as the documents write them."""

    usages: tuple[Usage, ...]

    @property
    def counts(self) -> DossierCounts:
        """All procedures together."""
        return sum((each.counts for each in self.usages), DossierCounts())

    @property
    def postal_procedures_used(self) -> Share:
        """Procedures offered by public post that had a dossier by it, of all offered so [000-22]."""
        offered = [each for each in self.usages if each.is_postal]
        return Share(sum(each.has_postal for each in offered), len(offered))

    @property
    def received_by_post(self) -> Share:
        """Dossiers received by post, of all dossiers of procedures that had anything by post [000-23]."""
        used = [each.counts for each in self.usages if each.has_postal]
        return Share(sum(each.postal for each in used), sum(each.all for each in used))

    @property
    def returned_by_post(self) -> Share:
        """Results returned by post, of all results returned of procedures that had anything by post [000-24]."""
        used = [each.counts for each in self.usages if each.has_postal]
        return Share(sum(each.returned_by_post for each in used), sum(each.returned for each in used))

    @property
    def online_procedures_used(self) -> Share:
        """Procedures offered online that had an online dossier, of all offered online [000-18, 003-27]."""
        offered = [each for each in self.usages if each.is_online]
        return Share(sum(each.counts.online > 0 for each in offered), len(offered))

    @property
    def online_partial_share(self) -> Share:
        """Dossiers partly online (level 3), of the dossiers of procedures offered so [000-28]."""
        offered = [each.counts for each in self.usages if each.is_online and not each.is_full]
        return Share(sum(each.online_partial for each in offered), sum(each.all for each in offered))

    @property
    def online_full_share(self) -> Share:
        """Dossiers fully online (level 4), of the dossiers of procedures offered so [000-28, 003-27]."""
        offered = [each.counts for each in self.usages if each.is_full]
        return Share(sum(each.online_full for each in offered), sum(each.all for each in offered))

    @property
    def online_of_all(self) -> Share:
        """Dossiers online in part or in full, of all dossiers [001-15, 003-27]."""
        return Share(self.counts.online, self.counts.all)
