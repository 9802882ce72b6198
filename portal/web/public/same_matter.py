"""Open cases about what is being written: shown as field, commune and month only; "me too" joins one (rules §1)."""

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from portal.domain.duplicates import Matter, resemblance
from portal.domain.states import OPEN_STATES
from portal.domain.text import folded_words
from portal.domain.time import local_day
from portal.queries.categories import with_those_below
from portal.queries.duplicates import matter_of, open_matters
from portal.queries.followed import Case
from portal.services.errors import RuleBroken
from portal.services.merge_case import main_case, merge_case
from portal.web.public.grants import sending
from portal.web.public.letter import Letter
from portal.web.shared.acting import now, session, settings
from portal.web.shared.sentences import _
from portal.web.shared.words import area_name, category_name

LOOK_BACK = timedelta(days=60)
MOST = 3
GOOD_FOR = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Same:
    """An open case as strangers may see it, and the ticket by which they join it."""

    ticket: str
    about: str
    senders: int


def same_matters(form: Letter) -> list[Same]:
    """Open cases of the same field and commune that say something like it, the likeliest first."""
    category_id, area_id = form.category_id, form.area_id
    if category_id is None or area_id is None:
        return []
    commune = settings().area_chain(area_id)[-1]
    areas = sorted(with_those_below(settings().areas, commune))
    found = open_matters(session(), category_id=category_id, area_ids=areas, since=now() - LOOK_BACK)
    mine = Matter(
        words=tuple(folded_words(f"{form.body.data} {form.proposal.data}")),
        category_id=category_id,
        area_id=commune,
        received_on=local_day(now()),
    )
    likely = [(resemblance(mine, _in_commune(case, commune)), case) for case in found]
    ranked = sorted(likely, key=lambda each: (-each[0].score, each[1].id))
    return [_same(case, commune) for likeness, case in ranked if likeness.is_enough][:MOST]


def _in_commune(case: Case, commune: int) -> Matter:
    """Hamlets of one commune are near enough to each other."""
    seen = matter_of(case)
    return Matter(seen.words, frozenset(), seen.category_id, commune, seen.received_on)


def _same(case: Case, commune: int) -> Same:
    received = local_day(case.received_at)
    about = _(
        "%(field)s, %(commune)s, tháng %(month)s/%(year)s",
        field=category_name(case.category_id),
        commune=area_name(commune),
        month=received.month,
        year=received.year,
    )
    return Same(_tickets().dumps(case.id), about, case.merged_count + 1)


def join(case: Case, ticket: str) -> bool:
    """Let a case just sent wait for the answer of the one its sender recognised; whether it does now."""
    if not ticket:
        # Asked whether it waits, a case just written would be read whole.
        return "main_case_id" in vars(case) and case.main_case_id is not None
    if case.main_case_id is not None or case.state not in OPEN_STATES:
        return case.main_case_id is not None
    try:
        main = main_case(sending(), int(_tickets().loads(ticket, max_age=GOOD_FOR)))
    except (BadData, ValueError):
        return False
    if main is None or main.category_id != case.category_id or main.state not in OPEN_STATES:
        return False
    try:
        merge_case(sending().as_system(), case, main)
    except RuleBroken:
        return False
    return True


def _tickets() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="same-matter")
