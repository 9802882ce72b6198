"""Sealing a case: its words and files go into ciphertext, nothing is lost on the way, and nothing is forgotten."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import JSON, Enum, String, Table, select
from sqlalchemy.orm import Session

import portal.models.all  # noqa: F401  # so that the metadata is whole
from portal.adapters.vault import FernetVault
from portal.domain.events import EventKind
from portal.domain.people import SYSTEM
from portal.domain.sealing import SEALED_WORDS
from portal.domain.states import State
from portal.extensions import Base
from portal.models.answer import Answer, AnswerVersion
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.message import MessageStatus
from portal.models.sealed import ForgottenFile, SealedContent, SealedFile
from portal.ports import SealBroken, Unavailable
from portal.queries.sealed_words import WORDED, words_left
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.forget_files import forget_files
from portal.services.hand_over import Handing, hand_over
from portal.services.read_sealed import read_sealed, read_sealed_file
from portal.services.seal_case import seal_late_words
from tests.factories import accepted_case, acting, answered_case, divert_case, opened_case
from tests.fakes import SEALING_KEY, FakePorts, FakeStore
from tests.services.who_may import Maker, disputed, drafted, submitted, to_call, to_publish, unrouted, waiting
from tests.support.records import events, messages

pytestmark = pytest.mark.usefixtures("standing_office")

EVIDENCE = b"%PDF-1.7 evidence"


@pytest.fixture
def fakes() -> FakePorts:
    return FakePorts()


def divert(session: Session, case: Case, now: datetime, fakes: FakePorts) -> Act:
    """Divert a case; the act of the designated person."""
    divert_case(acting(session, "coordinator", now), case, ports=fakes.ports)
    session.flush()
    return acting(session, "sealed_case_officer", now)


def with_file(session: Session, now: datetime, fakes: FakePorts) -> tuple[Case, Attachment]:
    case = accepted_case(session, now)
    return case, attached(session, case, fakes, content=EVIDENCE)


def attached(session: Session, case: Case, fakes: FakePorts, *, content: bytes) -> Attachment:
    row = Attachment(
        case_id=case.id,
        file_key=fakes.files.put(content),
        thumbnail_key=fakes.files.put(b"small"),
        name="bang-chung.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=sha256(content).hexdigest(),
        uploaded_at=case.received_at,
    )
    session.add(row)
    session.flush()
    return row


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make", [unrouted, opened_case, waiting, submitted, answered_case, disputed, to_call, to_publish]
)
def test_it_leaves_no_word_in_any_table(
    session: Session, now: datetime, fakes: FakePorts, make: Maker
) -> None:
    case = make(session, now)
    divert(session, case, now, fakes)
    assert [words_left(session, worded, [case.id]) for worded in WORDED] == [[] for _ in WORDED]


def test_it_leaves_other_cases_alone(session: Session, now: datetime, fakes: FakePorts) -> None:
    case, other = answered_case(session, now), answered_case(session, now)
    divert(session, case, now, fakes)
    assert (case.subject, other.subject) == ("", "Điện áp yếu kéo dài")
    bodies = {row.case_id: row.body for row in session.scalars(select(Answer))}
    assert bodies == {case.id: "", other.id: "Đã kiểm tra và thay máy biến áp."}
    assert other.sender.phone == "+84912000345"
    versions = session.scalars(select(AnswerVersion.body).order_by(AnswerVersion.answer_id)).all()
    assert versions == ["", "Đã kiểm tra và thay máy biến áp."]


def test_it_keeps_every_word_in_the_sealed_document(
    session: Session, now: datetime, fakes: FakePorts
) -> None:
    case = disputed(session, now)
    body = case.body
    document = read_sealed(divert(session, case, now, fakes), case, fakes.ports)
    assert document.of("cases")[0]["body"] == body
    assert document.of("senders")[0]["phone"] == "+84912000345"
    assert document.of("answers")[0]["body"] == "Đã kiểm tra và thay máy biến áp."
    reasons = [row["facts"]["reason"] for row in document.of("case_events") if "reason" in row["facts"]]
    assert "Có lý do" in reasons


def test_it_keeps_the_skeleton_of_the_history(session: Session, now: datetime, fakes: FakePorts) -> None:
    case = waiting(session, now)
    before = [(event.number, event.kind, event.at) for event in events(session, case)]
    divert(session, case, now, fakes)
    after = events(session, case)
    assert [(event.number, event.kind, event.at) for event in after][: len(before)] == before
    asked = next(event for event in after if event.kind is EventKind.ASKED)
    assert asked.facts["text"] == SEALED_WORDS


def test_it_seals_a_case_that_was_handed_over(session: Session, now: datetime, fakes: FakePorts) -> None:
    """Nothing is too late to be found a denunciation: the slip's words are sealed, its number stays."""
    case = opened_case(session, now)
    slip = hand_over(acting(session, "coordinator", now), case, Handing("Điện lực", "Số 2", "Của họ"))
    document = read_sealed(divert(session, case, now, fakes), case, fakes.ports)
    assert (case.state, slip.agency, slip.agency_address, slip.reason) == (State.DIVERTED, "", "", "")
    assert document.of("transfer_slips")[0]["reason"] == "Của họ"


def test_it_seals_what_was_written_at_the_same_moment(
    session: Session, now: datetime, fakes: FakePorts
) -> None:
    """Who had opened the case before it was sealed may save a draft right after it."""
    case = drafted(session, now)
    act = divert(session, case, now, fakes)
    assert not seal_late_words(system(session, now), case, fakes.ports)
    answer = session.scalars(select(Answer)).one()
    answer.body = "Viết muộn"
    attached(session, case, fakes, content=b"late")
    assert seal_late_words(system(session, now), case, fakes.ports)
    document = read_sealed(act, case, fakes.ports)
    assert [row["body"] for row in document.of("answers")] == [
        "Đã kiểm tra và thay máy biến áp.",
        "Viết muộn",
    ]
    assert document.of("cases")[0]["subject"] == "Điện áp yếu kéo dài"
    assert [file.name for file in document.files] == ["bang-chung.pdf"]
    assert not seal_late_words(system(session, now), case, fakes.ports)
    assert [words_left(session, worded, [case.id]) for worded in WORDED] == [[] for _ in WORDED]


def system(session: Session, now: datetime) -> Act:
    return Act(session, SYSTEM, now, load_settings(session))


# --- messages -------------------------------------------------------------------------------------


def test_it_lets_only_the_receipt_and_the_neutral_reply_go_out(
    session: Session, now: datetime, fakes: FakePorts
) -> None:
    case = answered_case(session, now)
    divert(session, case, now, fakes)
    left = messages(session, case)
    assert [(row.template, row.recipient, row.facts) for row in left] == [
        ("received", "an@example.com", {}),
        ("diverted", "an@example.com", {}),
    ]


def test_it_forgets_to_whom_messages_went(session: Session, now: datetime, fakes: FakePorts) -> None:
    case = answered_case(session, now)
    for row in messages(session, case):
        row.status, row.check_after, row.sent_at = MessageStatus.SENT, None, now
    divert(session, case, now, fakes)
    told = {row.template: (row.recipient, row.facts) for row in messages(session, case)}
    assert told.pop("diverted") == ("an@example.com", {})
    assert set(map(str, told.values())) == {"('', {})"}


# --- files ----------------------------------------------------------------------------------------


def test_it_seals_the_files(session: Session, now: datetime, fakes: FakePorts) -> None:
    case, row = with_file(session, now, fakes)
    plain = {row.file_key, row.thumbnail_key}
    act = divert(session, case, now, fakes)
    (sealed,) = session.scalars(select(SealedFile)).all()
    assert EVIDENCE not in fakes.files.files[sealed.file_key]
    found = read_sealed_file(act, case, sealed.id, ports=fakes.ports)
    assert found is not None
    assert (found[0].name, found[1]) == ("bang-chung.pdf", EVIDENCE)
    # Until the transaction is committed the plain file is there; afterwards the worker removes it.
    assert plain <= fakes.files.files.keys()
    assert set(session.scalars(select(ForgottenFile.file_key))) == plain
    assert forget_files(session, fakes.files) == 2
    assert fakes.files.files.keys() == {sealed.file_key}
    assert forget_files(session, fakes.files) == 0


class Jammed(FernetVault):
    """Seals the file and then nothing more."""

    def __init__(self) -> None:
        super().__init__(lambda: [SEALING_KEY])

    def seal(self, content: bytes) -> bytes:
        if content == EVIDENCE:
            return super().seal(content)
        raise SealBroken("on purpose")


def test_a_diversion_that_fails_loses_no_file_and_leaves_none(
    session: Session, now: datetime, fakes: FakePorts
) -> None:
    case, _row = with_file(session, now, fakes)
    before = dict(fakes.files.files)
    session.commit()

    with pytest.raises(SealBroken):
        divert_case(acting(session, "leader", now), case, ports=replace(fakes.ports, vault=Jammed()))
    session.rollback()
    assert fakes.files.files == before
    assert not session.get_one(Case, case.id).sealed


class FullStore(FakeStore):
    """Gives, and takes nothing more."""

    def put(self, content: bytes) -> str:
        raise Unavailable("the disk is full")


def test_it_says_that_the_files_cannot_be_kept(session: Session, now: datetime, fakes: FakePorts) -> None:
    case, _row = with_file(session, now, fakes)
    ports = replace(fakes.ports, files=FullStore(files=fakes.files.files))
    with pytest.raises(RuleBroken, match="unavailable"):
        divert_case(acting(session, "leader", now), case, ports=ports)


def test_it_seals_a_case_whose_file_was_lost(session: Session, now: datetime, fakes: FakePorts) -> None:
    case, row = with_file(session, now, fakes)
    fakes.files.delete(row.file_key)
    act = divert(session, case, now, fakes)
    (file,) = read_sealed(act, case, fakes.ports).files
    assert (file.id, file.name) == (None, "bang-chung.pdf")


# --- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", [b"", b"gAAAAAB", None])
def test_it_says_that_it_cannot_be_opened(
    session: Session, now: datetime, fakes: FakePorts, damage: bytes | None
) -> None:
    case = opened_case(session, now)
    act = divert(session, case, now, fakes)
    row = session.get_one(SealedContent, case.id)
    if damage is None:
        session.delete(row)
    else:
        row.ciphertext = damage
    session.flush()
    with pytest.raises(SealBroken):
        read_sealed(act, case, fakes.ports)


def test_it_takes_no_content_and_no_file_of_another_case(
    session: Session, now: datetime, fakes: FakePorts
) -> None:
    case, _file = with_file(session, now, fakes)
    other, _other_file = with_file(session, now, fakes)
    divert(session, case, now, fakes)
    act = divert(session, other, now + timedelta(minutes=1), fakes)
    mine, theirs = session.scalars(select(SealedFile).order_by(SealedFile.id)).all()
    assert read_sealed_file(act, case, theirs.id, ports=fakes.ports) is None
    fakes.files.files[mine.file_key] = fakes.ports.vault.seal(b"another one")
    with pytest.raises(SealBroken, match="another one"):
        read_sealed_file(act, case, mine.id, ports=fakes.ports)
    del fakes.files.files[mine.file_key]
    with pytest.raises(SealBroken, match="lost"):
        read_sealed_file(act, case, mine.id, ports=fakes.ports)
    session.get_one(SealedContent, case.id).ciphertext = session.get_one(SealedContent, other.id).ciphertext
    session.flush()
    with pytest.raises(SealBroken, match="another case"):
        read_sealed(act, case, fakes.ports)


# --- nothing forgotten ----------------------------------------------------------------------------

# Tables that hang on a case and hold texts of ours, never anybody's words: what their texts are.
WORDLESS = {
    "case_clocks": {"pauses", "reminders_sent", "last_error"},  # moments, codes, names of errors
    "opinions": {"code_nonce", "reminders_sent"},
    "helpful_votes": {"voter"},  # a keyed digest
    "survey_invitations": {"digest"},  # of a token
    "sealed_contents": {"key_id"},
    "sealed_files": {"file_key", "key_id"},
    "bulk_cases": {"step_id", "why", "before"},  # a random number, codes, numbers
    "cases": {"reference", "code_nonce", "submission_key"},
    "senders": {"language"},
    "answers": {"document_symbol"},
    "publications": {"reference"},
    "messages": {"template", "language"},
    "case_events": {"by", "facts"},  # the facts by `skeleton`
}
ON_A_CASE = {"cases", "answers", "publications", "messages", "attachments"}


def texts_of(table: Table) -> set[str]:
    """The columns of a table in which words can stand."""
    kinds = (column for column in table.columns if not isinstance(column.type, Enum))
    return {column.name for column in kinds if isinstance(column.type, String | JSON)}


def forgotten(tables: list[Table]) -> set[str]:
    """Columns of tables about cases that are neither sealed nor known to hold no words."""
    sealed = {each.model.__tablename__: each for each in WORDED}
    found = set()
    for table in tables:
        owners = {key.column.table.name for key in table.foreign_keys}
        if table.name != "cases" and not owners & ON_A_CASE:
            continue
        worded = sealed.get(table.name)
        if worded is not None and worded.goes:
            continue
        known = WORDLESS.get(table.name, set()) | set(worded.blank if worded else ())
        found |= {f"{table.name}.{column}" for column in texts_of(table) - known}
    return found


def test_it_knows_every_table_in_which_words_about_a_case_stand() -> None:
    """A new column with words: name it in portal/queries/sealed_words.py, or here with the reason why not."""
    assert forgotten(list(Base.metadata.tables.values())) == set()


def test_it_would_notice_a_table_that_was_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(WORDLESS, "case_clocks")
    monkeypatch.setitem(WORDLESS, "senders", set())
    assert forgotten(list(Base.metadata.tables.values())) >= {"case_clocks.pauses", "senders.language"}
