"""Where words about a case stand: what sealing takes away, and what must not be found again afterwards.

A table with words that hangs on a case and is not named here fails a test.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, inspect, select
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session

from portal.domain.sealing import skeleton
from portal.models.answer import Answer, AnswerVersion, Publication
from portal.models.attachment import Attachment
from portal.models.case import Case, CaseEvent, CaseWords, Sender
from portal.models.letter import Letter, LetterDelivery
from portal.models.message import CallBack, Message, MessageStatus
from portal.models.opinion import Opinion
from portal.models.public_version import PublicationDismissal, PublicPicture
from portal.models.rating import RatingRow
from portal.models.record_version import RecordVersion
from portal.models.resolution import Resolution
from portal.models.transfer import TransferSlip

# What may still be on its way to the sender: the receipt, and the neutral reply.
NEUTRAL = ("received", "diverted")
UNSENT = (MessageStatus.QUEUED, MessageStatus.SENDING)
Ids = Sequence[int] | Select[int]


@dataclass(frozen=True, slots=True)
class Worded:
    """A table with words about cases: what stands in its columns once they are sealed."""

    model: type[DeclarativeBase]
    blank: Mapping[str, Any] = field(default_factory=dict)
    # Kept in the sealed document beside the words, to make sense of them.
    beside: tuple[str, ...] = ()
    # Rows that are nothing without their words go altogether.
    goes: bool = False
    # Where the rows hang on something of the case instead of the case itself.
    through: tuple[str, Any] | None = None

    def of(self, ids: Ids) -> ColumnElement[bool]:
        """The rows of these cases."""
        if self.through is not None:
            column, owner = self.through
            found: ColumnElement[bool] = getattr(self.model, column).in_(
                select(owner.id).where(owner.case_id.in_(ids))
            )
            return found
        own: ColumnElement[bool] = (Case.id if self.model is Case else self.model.case_id).in_(ids)  # type: ignore[attr-defined]
        return own

    def columns(self) -> list[InstrumentedAttribute[Any]]:
        """What of a row goes into the sealed document."""
        mapper = inspect(self.model)
        keys = [mapper.get_property_by_column(column).key for column in mapper.primary_key]
        names = (
            [each.key for each in mapper.column_attrs] if self.goes else [*keys, *self.beside, *self.blank]
        )
        return [getattr(self.model, name) for name in dict.fromkeys(names)]


WORDED: tuple[Worded, ...] = (
    Worded(
        Case,
        {
            **dict.fromkeys(
                ("subject", "body", "proposal", "place", "backdating_reason", "route_reason"), ""
            ),
            **dict.fromkeys(("dossier_code", "national_number"), None),
            **dict.fromkeys(("category_id", "area_id", "route_rule_id"), None),
        },
    ),
    Worded(
        RecordVersion,
        dict.fromkeys(("subject", "body", "place", "reason"), ""),
        beside=("made_by_id", "made_at"),
    ),
    Worded(Sender, dict.fromkeys(("name", "organisation", "phone", "email", "address"), "")),
    Worded(Answer, dict.fromkeys(("body", "apology", "remark"), ""), beside=("round", "issued_at")),
    Worded(
        AnswerVersion,
        {"body": "", "apology": ""},
        beside=("saved_by_id", "saved_at"),
        through=("answer_id", Answer),
    ),
    Worded(
        Publication,
        {
            **dict.fromkeys(("title", "question", "answer", "reason"), ""),
            **dict.fromkeys(("category_id", "area_id"), None),
        },
        beside=("version", "published_at"),
    ),
    Worded(
        LetterDelivery,
        dict.fromkeys(("remark", "proof_name", "proof_key"), ""),
        beside=("way", "at"),
        through=("letter_id", Letter),
    ),
    Worded(
        Letter,
        {
            **dict.fromkeys(("reason_words", "sent_back_reason", "discarded_reason", "signed_by"), ""),
            **dict.fromkeys(("file_key", "signed_key"), ""),
            "wording": {},
        },
        beside=("number", "year", "issued_at"),
    ),
    Worded(TransferSlip, dict.fromkeys(("agency", "agency_address", "reason"), "")),
    Worded(
        Message,
        {"recipient": "", "facts": {}, "last_error": "", "message_id": ""},
        beside=("template", "check_after"),
    ),
    Worded(
        Opinion,
        dict.fromkeys(("outside_name", "outside_email", "question", "text", "given_as", "cancel_reason"), ""),
        beside=("unit_id", "asked_at", "given_at"),
    ),
    Worded(Resolution, {"remark": "", "withdraw_reason": ""}, beside=("resolved_on", "made_at")),
    Worded(PublicationDismissal, goes=True),
    # Before the files they were drawn from.
    Worded(PublicPicture, goes=True),
    Worded(CaseWords, goes=True),
    Worded(CallBack, goes=True),
    Worded(RatingRow, goes=True),
    Worded(Attachment, goes=True),
    # Its rows stay with what they say taken out: `skeleton`.
    Worded(CaseEvent, beside=("kind", "at", "facts")),
)


def rows_of(session: Session, worded: Worded, case_id: int) -> list[dict[str, Any]]:
    """The rows of a case in one table, as the sealed document keeps them."""
    rows = session.execute(select(*worded.columns()).where(worded.of([case_id])))
    return [dict(row._mapping) for row in rows]


def late_rows_of(session: Session, worded: Worded, case_id: int) -> list[dict[str, Any]]:
    """Those of them in which words still stand although the case is sealed."""
    rows = session.execute(select(*worded.columns()).where(worded.of([case_id])))
    return [dict(row._mapping) for row in rows if _has_words(worded, row)]


def words_left(session: Session, worded: Worded, ids: Ids) -> list[str]:
    """The rows of sealed cases in one table in which words still stand: each by the table and its key."""
    rows = session.execute(select(*worded.columns()).where(worded.of(ids)))
    table, keys = worded.model.__tablename__, [column.name for column in inspect(worded.model).primary_key]
    return [
        " ".join([table, *(str(getattr(row, key)) for key in keys)])
        for row in rows
        if _has_words(worded, row)
    ]


def _has_words(worded: Worded, row: Row[Any]) -> bool:
    if worded.goes:
        return True
    if worded.model is CaseEvent:
        return bool(skeleton(row.kind, row.facts) != row.facts)
    blank = dict(worded.blank)
    if worded.model is Message and row.check_after is not None and row.template in NEUTRAL:
        blank.pop("recipient")
        blank.pop("last_error")
    return any(getattr(row, name) != value for name, value in blank.items())
