"""What lies on the desks today: cases stopped on purpose at each stage a visitor should find."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from portal.demo.lives import Life
from portal.demo.several import coordinated, handed_over, merged, refused, split
from portal.domain.people import SENDER
from portal.domain.permissions import Role
from portal.models.case import Case
from portal.services.answer_case import AnswerText, save_draft, submit_answer
from portal.services.divert_case import divert_case
from portal.services.end_case import withdraw_case
from portal.services.reopen_case import request_reopening


def in_queue(life: Life) -> None:
    """No rule matched, and the coordinator has not looked yet."""
    life.open(life.now - timedelta(hours=3))


def waiting(life: Life) -> None:
    """The officer has asked, the sender has not replied."""
    case = life.open(life.now - timedelta(hours=30))
    _quickly(life, case)
    life.ask_now(case, life.now - timedelta(hours=1))


def awaiting_approval(life: Life) -> None:
    """The draft lies before the leader."""
    case = _quickly(life, life.open(life.now - timedelta(hours=26)))
    officer = life.officer(life.now - timedelta(hours=2))
    answer = save_draft(officer, case, AnswerText(life.answer_text(), life.story.outcome, as_document=True))
    submit_answer(officer, case, answer)


def disputed(life: Life) -> None:
    """Answered in time, and the sender asks to have it looked at again."""
    case = _quickly(life, life.open(life.now - timedelta(hours=80)), hours_ago=76)
    life.answer_now(case, life.now - timedelta(hours=28))
    act = life.act(SENDER, life.now - timedelta(hours=4))
    request_reopening(act, case, reason="Đến nay sự việc vẫn chưa được giải quyết tại nhà tôi.")


def withdrawn(life: Life) -> None:
    """The sender settled it alone."""
    case = life.open(life.now - timedelta(hours=50))
    act = life.act(SENDER, life.now - timedelta(hours=20))
    withdraw_case(act, case, reason="Việc đã được giải quyết, tôi xin rút.")


def diverted(life: Life) -> None:
    """A complaint against a decision, which goes its own way and is sealed here."""
    case = life.open(life.now - timedelta(hours=30))
    act = life.staff(Role.COORDINATOR, "BA", life.now - timedelta(hours=5))
    divert_case(act, case, procedure="complaint", ports=life.ports)


def _quickly(life: Life, case: Case, *, hours_ago: float = 24) -> Case:
    life.take_now(case, life.now - timedelta(hours=hours_ago))
    return case


Stage = Callable[[Life], None]
# Which story, by the beginning of its key, stands at which stage.
STAGES: tuple[tuple[str, Stage], ...] = (
    ("conduct", in_queue),
    ("extra_requirements", in_queue),
    ("conduct", in_queue),
    ("electricity", waiting),
    ("fuel", awaiting_approval),
    ("markets", awaiting_approval),
    ("electricity", disputed),
    ("electricity", awaiting_approval),
    ("business_licences", withdrawn),
    ("conduct", diverted),
    ("electricity", coordinated),
    ("electricity", merged),
    ("fuel", split),
    ("urban_order", handed_over),
    ("conduct", refused),
)


def stages() -> Iterator[tuple[str, Stage]]:
    """The category of the story and the stage, for each case on today's desks."""
    yield from STAGES
