"""A sender's own data, as a file they can take along (rules §15)."""

from typing import Any

from portal.domain.events import SHOWN_TO_SENDER, EventKind
from portal.queries.cases import ratings
from portal.queries.followed import FollowedCase
from portal.web.shared.acting import session
from portal.web.shared.apologies_told import told_letters
from portal.web.shared.words import area_name, category_name, iso, unit_name

SENDER = (
    "name",
    "organisation",
    "phone",
    "email",
    "address",
    "language",
    "consents_to_name",
    "consents_to_survey",
    "consents_to_social",
)


def data_of(followed: FollowedCase) -> dict[str, Any]:
    """The case, its sender, its history, answers, files and ratings, in plain values."""
    case = followed.case
    return {
        "reference": case.reference,
        "kind": case.kind.value,
        "channel": case.channel.value,
        "state": case.state.value,
        "category": category_name(case.category_id),
        "area": area_name(case.area_id),
        "place": case.place,
        "subject": case.subject,
        "body": case.body,
        "proposal": case.proposal,
        "dossier_code": case.dossier_code,
        "unit": unit_name(case.unit_id),
        "received_at": iso(case.received_at),
        "due_on": iso(case.due_on),
        "answered_at": iso(case.answered_at),
        "reply_by": case.reply_by.value,
        "sender": {"kind": case.sender.kind.value, **{name: getattr(case.sender, name) for name in SENDER}},
        "history": _history(followed),
        "answers": _answers(followed),
        "letters": _letters(followed),
        "resolution": _resolution(followed),
        "files": [
            {"name": file.name, "media_type": file.media_type, "bytes": file.size} for file in followed.files
        ],
        "ratings": _ratings(followed),
    }


def _history(followed: FollowedCase) -> list[dict[str, str]]:
    shown = (event for event in followed.events if event.kind in SHOWN_TO_SENDER)
    return [{"at": iso(event.at), "event": event.kind.value} for event in shown]


def _answers(followed: FollowedCase) -> list[dict[str, Any]]:
    return [
        {
            "issued_at": iso(answer.issued_at),
            "outcome": answer.outcome.value if answer.outcome else None,
            "text": answer.body,
            "apology": answer.apology,
        }
        for answer in followed.answers
    ]


def _letters(followed: FollowedCase) -> list[dict[str, Any]]:
    """The letters of apology that were issued."""
    told = told_letters(event for event in followed.events if event.kind is EventKind.APOLOGISED)
    return [
        {
            "number": each.number,
            "issued_at": iso(each.at),
            "reason": each.facts.get("reason", ""),
            "answer_promised_by": iso(each.until),
        }
        for each in reversed(told)
    ]


def _resolution(followed: FollowedCase) -> dict[str, str] | None:
    row = followed.resolution
    return {"resolved_on": iso(row.resolved_on), "text": row.remark} if row else None


def _ratings(followed: FollowedCase) -> list[dict[str, Any]]:
    """The sender's own ratings: confidential to everybody else."""
    return [
        {
            "rated_at": iso(row.rated_at),
            "result": row.result,
            "time": row.time,
            "attitude": row.attitude,
            "comment": row.comment,
        }
        for row in ratings(session(), followed.case.id)
    ]
