"""The facts of a report: gathered for the units and days it covers, and for those it is compared with."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from portal.domain.charts.backlog import backlog_of
from portal.domain.dossier_figures import Kept
from portal.domain.official_paper import place_of, signer_capacity
from portal.domain.permissions import Role
from portal.domain.reports.content import Head
from portal.domain.reports.facts import Facts, UnitFacts
from portal.domain.reports.spec import ReportSpec, days_before
from portal.domain.targets import Target, TargetFigure, target_for
from portal.domain.time import local_day
from portal.domain.unit_figures import UnitFigures
from portal.domain.wording import Language
from portal.models.letter import UnitCertificate
from portal.queries.figures import everywhere, freshness
from portal.queries.office_day import office_day_minutes
from portal.queries.reports.sums import Gathered, Wanted, gathered, months_on_time, open_by_due_date
from portal.queries.reports.surveys import remedies_of, surveys_told
from portal.queries.settings import Settings
from portal.queries.targets import targets

SYMBOL = "BC"
DRAFT, SAMPLE_DRAFT = "DỰ THẢO", "MẪU DỰ\xa0THẢO"
# How the line of the archive begins, which every list of recipients ends with.
FILED = ("Lưu", "Filed")
HEADS: dict[Language, str] = {"vi": "THỦ TRƯỞNG CƠ QUAN", "en": "HEAD OF THE AGENCY"}
ENGLISH_DRAFT = {DRAFT: "DRAFT", SAMPLE_DRAFT: "SAMPLE DRAFT"}


def report_facts(session: Session, settings: Settings, spec: ReportSpec, *, now: datetime) -> Facts:
    """Everything a report says, as of now: some twenty statements, and nine more for each edge of its days."""
    wanted = wanted_for(settings, spec, local_day(now))
    earlier = replace(wanted, days=days_before(spec.days))
    found, before = gathered(session, wanted), gathered(session, earlier)
    surveys = surveys_told(session, settings, (wanted, earlier))
    fresh = freshness(session, now)
    on = min(spec.days.last, wanted.today)
    known = _Targets(settings, targets(session), on)
    reckoning = settings.reckoning(spec.unit_id, wanted.today)
    return Facts(
        spec=spec,
        head=head_of(session, settings, spec, on=wanted.today),
        as_of=fresh.as_of,
        counted=replace(found.counted, surveys=surveys[0]),
        before=replace(before.counted, surveys=surveys[1]),
        units=tuple(_units(settings, spec, found, today=wanted.today, known=known)),
        months=months_on_time(session, wanted),
        targets=known.of(spec.unit_id),
        backlog=backlog_of(open_by_due_date(session, wanted), wanted.today, reckoning.calendar),
        remedies=remedies_of(session, wanted),
        recounting=fresh.recounting,
    )


def wanted_for(settings: Settings, spec: ReportSpec, today: date) -> Wanted:
    """The units of a report: what the unit had below it at the end of the period, or what it answers for today."""
    tree, unit_ids = settings.tree, everywhere(settings)
    minutes = office_day_minutes(settings, today)
    if not spec.as_now:
        if not spec.whole:
            unit_ids = tree.below(spec.unit_id, min(spec.days.last, today))
        return Wanted(unit_ids, spec.days, today, day_minutes=minutes)
    if not spec.whole:
        below = tree.below(tree.standing(spec.unit_id, today))
        unit_ids = tree.with_predecessors(below, today)
    successors = {each: tree.standing(each, today) for each in sorted(tree.ended(today) & unit_ids)}
    return Wanted(unit_ids, spec.days, today, successors, minutes)


class _Targets:
    """The targets of a year by unit."""

    def __init__(self, settings: Settings, known: list[Target], on: date) -> None:
        self._settings, self._known, self._on = settings, known, on

    def of(self, unit_id: int) -> dict[TargetFigure, Decimal]:
        """Every target that holds for a unit."""
        chain = self._settings.unit_chain(unit_id, self._on)
        found = ((each, target_for(each, chain, self._on.year, targets=self._known)) for each in TargetFigure)
        return {figure: target.percent for figure, target in found if target is not None}


def _units(
    settings: Settings, spec: ReportSpec, found: Gathered, *, today: date, known: _Targets
) -> Iterator[UnitFacts]:
    """Each unit that had anything, in the order of the tree, by its name of then or of today as it is counted."""
    on = today if spec.as_now else spec.days.last
    there = found.cases.keys() | found.kept.keys()
    positions = {each: place for place, each in enumerate(settings.units)}

    def place(unit_id: int) -> list[int]:
        return [positions[above] for above in reversed(settings.unit_chain(unit_id))]

    for unit_id in sorted(there, key=place):
        unit = settings.unit_on(unit_id, on)
        cases, kept = found.cases.get(unit_id, UnitFigures()), found.kept.get(unit_id, Kept())
        yield UnitFacts(unit_id, unit.named(spec.language), cases, kept, known.of(unit_id))


def head_of(session: Session, settings: Settings, spec: ReportSpec, *, on: date) -> Head:
    """Who reports, by the names of the day; the number is left to the clerk, whose series has other papers too."""
    unit = settings.unit_on(spec.unit_id, on)
    above = settings.unit_on(unit.parent_id, on) if unit.parent_id else None
    # The head, unless only a deputy is known, who signs for the head.
    leaders = settings.holders(Role.LEADER, [spec.unit_id], on)
    leader = min(leaders, key=lambda each: (each.post.startswith("Phó"), each.id), default=None)
    root = settings.unit_on(settings.unit_chain(spec.unit_id, on)[-1], on)
    addressees = spec.addressees or ((above.named(spec.language),) if above else ())
    mark = SAMPLE_DRAFT if session.scalar(select(exists().where(UnitCertificate.is_sample))) else DRAFT
    return Head(
        parent_agency=above.named(spec.language) if above else "",
        agency=unit.named(spec.language),
        number=f"/{SYMBOL}-{unit.symbol or unit.code}",
        place=place_of(unit.address or root.address),
        signer_capacity=signer_capacity(leader.post) if leader and leader.post else HEADS[spec.language],
        signer_name=leader.name if leader else "",
        addressees=addressees,
        recipients=tuple(_recipients(spec, unit.code, addressed=bool(addressees))),
        mark=mark if spec.language == "vi" else ENGLISH_DRAFT[mark],
    )


def _recipients(spec: ReportSpec, code: str, *, addressed: bool) -> Iterator[str]:
    """Who gets a copy: those named, else whom it is addressed to, heads and units; the archive last in any case."""
    vietnamese = spec.language == "vi"
    yield from spec.recipients
    if not spec.recipients:
        if addressed:
            yield "Như trên" if vietnamese else "As above"
        yield "Lãnh đạo đơn vị" if vietnamese else "Heads of the agency"
        yield "Các đơn vị trực thuộc" if vietnamese else "Units below"
    if not spec.recipients or not spec.recipients[-1].startswith(FILED):
        yield f"Lưu: VT, {code}" if vietnamese else f"Filed: VT, {code}"
