"""What stands beside the editor of a letter: what may be done now, by which ways it can go, and what others wrote."""

from dataclasses import dataclass

from portal.domain.apologies import LetterStatus, Way
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.dossiers import Signature
from portal.queries.letter_matter import Letter, Matter, recipient_of
from portal.services.errors import RuleBroken
from portal.services.issue_letter import check_way, nearest_way
from portal.services.letter_matter import may_with_letter
from portal.web.desk.letter_forms import LetterForm, begun_letter_form
from portal.web.shared.acting import actor, now, settings
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _
from portal.web.shared.words import term_words


@dataclass(frozen=True, slots=True)
class LetterSteps:
    """What the actor may do with a letter now; `own` when they wrote it and another has to approve."""

    edit: bool = False
    submit: bool = False
    approve: bool = False
    send_back: bool = False
    own: bool = False
    discard: bool = False
    sign: bool = False
    issue: bool = False
    again: bool = False
    prove: bool = False


def letter_steps(letter: Letter, matter: Matter) -> LetterSteps:
    """What the actor may do: only what would not be refused."""
    status = letter.status
    writes = may_with_letter(actor(), Permission.WRITE_LETTER, matter)
    approves = actor().may(Permission.APPROVE_LETTER, letter.unit_id)
    issues = may_with_letter(actor(), Permission.ISSUE_LETTER, matter)
    is_open = status in {LetterStatus.DRAFT, LetterStatus.SUBMITTED}
    policy = settings().unit_policy(letter.unit_id, local_day(now()))
    own = policy.two_persons and letter.drafted_by_id == actor().account_id
    return LetterSteps(
        edit=is_open and writes,
        submit=status is LetterStatus.DRAFT and writes,
        approve=is_open and approves and not own,
        send_back=status is LetterStatus.SUBMITTED and approves and not own,
        own=is_open and approves and own,
        discard=(is_open or status is LetterStatus.APPROVED) and writes,
        sign=status is LetterStatus.APPROVED and letter.signature is not Signature.CERTIFICATE and issues,
        issue=status in {LetterStatus.APPROVED, LetterStatus.ISSUED} and issues,
        again=status is LetterStatus.ISSUED,
        prove=status is LetterStatus.ISSUED and issues,
    )


@dataclass(frozen=True, slots=True)
class WayView:
    """A way a letter could take, to whom, and why it cannot."""

    way: Way
    label: str
    address: str
    hindrance: str
    nearest: bool


def ways_of(matter: Matter, letter: Letter) -> list[WayView]:
    """All ways; the nearest one that is open is proposed."""
    nearest = nearest_way(matter, letter)
    return [way_view(matter, letter, way, nearest=way is nearest) for way in Way]


def way_view(matter: Matter, letter: Letter, way: Way, *, nearest: bool) -> WayView:
    """One way in words."""
    recipient = recipient_of(matter)
    address = {Way.EMAIL: recipient.email, Way.SMS: recipient.phone, Way.POST: recipient.address}
    hindrance = ""
    try:
        check_way(matter, letter, way)
    except RuleBroken as broken:
        hindrance = rule_words(broken)
    return WayView(way, term_words(way), address.get(way, ""), hindrance, nearest)


def missing_words(form: LetterForm) -> bool:
    """Whether a new day was typed without its hour, where one is asked for."""
    return "new_time" in form and form.new_due.data is not None and form.new_time.data is None


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry in which what was typed and what another saved are not the same."""

    label: str
    theirs: str
    yours: str


def compared(letter: Letter, form: LetterForm) -> list[Difference]:
    """What another saved beside what was typed, where they differ."""
    theirs = begun_letter_form(letter)
    return [
        Difference(field.label.text, shown(theirs, field.short_name), shown(form, field.short_name))
        for field in form
        if field.short_name not in {"seen", "csrf_token"}
        and shown(theirs, field.short_name) != shown(form, field.short_name)
    ]


def shown(form: LetterForm, name: str) -> str:
    """An entry as people read it."""
    field = form[name]
    choices = {
        str(each.value): str(each.label or each.value) for each in getattr(field, "choices", None) or []
    }
    if choices:
        return choices.get(str(field.data or ""), "") or _("chưa có")
    value = field._value()
    return str(value) if value else _("chưa có")
