"""Made-up facts of a report."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from portal.domain.apologies import Timing
from portal.domain.charts.backlog import Backlog, Bucket
from portal.domain.dossier_figures import DossierCounts, Kept, OpenLate
from portal.domain.figures import CaseCounts, Satisfaction, Share
from portal.domain.kinds import Kind
from portal.domain.measures.measure import Counted
from portal.domain.reports.content import Head
from portal.domain.reports.facts import Facts, UnitFacts
from portal.domain.reports.spec import Days, ReportSpec
from portal.domain.targets import TargetFigure
from portal.domain.unit_figures import QUESTIONS, UnitFigures
from portal.domain.wording import Language

AS_OF = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
OCTOBER = Days(date(2026, 10, 1), date(2026, 10, 31))
HEAD = Head(
    "UBND tỉnh Bình An",
    "Sở Công Thương",
    "/BC-SCT",
    "Bình An",
    "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
    "Võ Thị Mai Lan",
    ("UBND tỉnh Bình An (để báo cáo)", "Lưu: VT, SCT"),
    "DỰ THẢO",
)
RATINGS = {question: Satisfaction({4: 6, 5: 2, 1: 2}) for question in QUESTIONS}


def cases(on_time: int, late: int, still_open: int = 0, overdue: int = 0, **more: Any) -> UnitFigures:
    """Figures of a unit: the parts add up on both bases."""
    received = on_time + late + still_open
    parts = {"in_time": on_time, "late": late, "open": still_open, "overdue": overdue}
    due = CaseCounts(received=received, due=on_time + late + overdue, **parts)
    return UnitFigures(CaseCounts(received=received, **parts), due, **more)


def facts(language: Language = "vi", days: Days = OCTOBER, **changes: Any) -> Facts:
    """A report on two units in October."""
    total = cases(18, 2, 4, 2, answer_tenths={40: 10, 80: 10}, ratings=RATINGS)
    kept = Kept(
        DossierCounts(
            all=30, early=10, on_time=12, late=4, open=3, stopped=1, before_due=2, after_return=1, never=2
        ),
        OpenLate({Timing.NEVER: 2}),
    )
    counted = Counted(
        total,
        {Kind.PRAISE: CaseCounts(received=2, in_time=2)},
        for_reference=1,
        kept=kept,
        received=DossierCounts(all=25, online_full=5),
        day_minutes=450,
    )
    targets = {TargetFigure.ANSWERS_ON_TIME: Decimal(95), TargetFigure.DOSSIERS_ON_TIME: Decimal(98)}
    units = (
        UnitFacts(1, "Phòng Quản lý năng lượng", cases(8, 2, 3, 2), kept, targets),
        UnitFacts(2, "Phòng Quản lý thương mại", cases(10, 0, 1), targets=targets),
    )
    plain = Facts(
        spec=ReportSpec(1, days, language=language),
        head=HEAD,
        as_of=AS_OF,
        counted=counted,
        before=Counted(cases(19, 1), day_minutes=450, kept=Kept(DossierCounts(all=20, early=20))),
        units=units,
        months={202609: Share(9, 10), 202610: Share(18, 22), 202611: Share(1, 2)},
        targets=targets,
        backlog=Backlog((Bucket(None, -1, 2), Bucket(0, None, 3)), 4),
    )
    return replace(plain, **changes)
