"""Rating an answer, once for each round; it changes no state (rules §6)."""

from sqlalchemy import select

from portal.domain.events import EventKind
from portal.domain.ratings import Rating
from portal.domain.states import State
from portal.domain.text import nfc
from portal.models.case import Case
from portal.models.rating import RatingRow
from portal.services.act import Act
from portal.services.answer_case import round_of
from portal.services.errors import RuleBroken
from portal.services.surveys.low_items import join_rating
from portal.services.transition import record

LONGEST_COMMENT = 2_000
RATEABLE = (State.ANSWERED, State.CLOSED, State.REOPEN_REQUESTED)


def rating_of(act: Act, case: Case) -> RatingRow | None:
    """The rating of the case's present round."""
    return act.session.scalars(
        select(RatingRow).where(RatingRow.case_id == case.id, RatingRow.round == round_of(case))
    ).one_or_none()


def rate_answer(act: Act, case: Case, rating: Rating) -> RatingRow:
    """Keep the sender's rating; the same again changes nothing. Raises RuleBroken."""
    if case.state not in RATEABLE:
        raise RuleBroken("result", "not_answered")
    given = rating_of(act, case)
    if given is not None:
        return given
    row = RatingRow(
        case_id=case.id,
        round=round_of(case),
        result=rating.result,
        time=rating.time,
        attitude=rating.attitude,
        comment=nfc(rating.comment).strip()[:LONGEST_COMMENT],
        rated_at=act.now,
    )
    act.session.add(row)
    # The levels stay out of the history: ratings are for leader and overseer only.
    record(act, case, EventKind.RATED, round=row.round)
    if not case.sealed:
        about = {"category_id": case.category_id, "area_id": case.area_id}
        # The unit that answered may have ended since; whoever goes on for it has to remedy what was low.
        join_rating(act, rating, unit_id=act.settings.standing_unit(case.unit_id, act.today, **about))
    return row
