"""An office with one case full of unmistakable words, diverted and sealed, and ways to look for those words."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session

from portal.domain.apologies import DelayReason, Way
from portal.domain.kinds import ReplyBy
from portal.domain.privacy.finding import PersonalData
from portal.domain.ratings import Level, Rating
from portal.domain.states import Outcome
from portal.jobs.rounds import rounds
from portal.models.answer import Publication
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.letter import Signature
from portal.models.public_version import PublicationDismissal, PublicPicture
from portal.ports import Ports
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.approve_letter import approve_letter
from portal.services.ask_opinion import Question, ask_opinion
from portal.services.ask_sender import ask_sender, reply
from portal.services.draft_case_letter import draft_case_letter
from portal.services.draft_letter import Edits, save_letter
from portal.services.give_opinion import give_from_outside
from portal.services.issue_letter import Proof, issue_letter, record_proof
from portal.services.note_case import attach_call, note_case
from portal.services.open_case import NewSender
from portal.services.publish_answer import PublicText, draft_publication, publish
from portal.services.rate_answer import rate_answer
from portal.services.reopen_case import reopen, request_reopening
from portal.services.word_message import Office
from tests.factories import accepted_case, acting, unit_id
from tests.fakes import FakeMailer

# In no word of any language, and too long to stand in ciphertext by chance.
MARK = "zqxwvk"
PHONE, PHONE_WORDS, EMAIL = "+84987654321", "0987 654 321", f"{MARK}thu@example.com"
SAID = (
    *("subject", "body", "proposal", "place", "name", "organisation", "address", "dossier"),
    *("asked", "replied", "note", "call", "answer", "apology", "title", "question", "public", "comment"),
    *("dispute", "again", "draft", "filename", "question2", "opinion", "party", "signed"),
    *("picture", "dismissed", "why", "letter", "posted"),
)
WORD = {name: f"{MARK}{name}" for name in SAID}
# The one word that is typed into every search.
TYPED = WORD["body"]
CONTENT = f"%PDF-1.7 {MARK}content".encode()


@dataclass(frozen=True)
class House:
    """The office, the case in it, and the worker's whole round with what it mailed."""

    app: Flask
    engine: Engine
    folder: Path
    now: datetime
    mailer: FakeMailer

    @property
    def ports(self) -> Ports:
        """The portal's own outside, all of it real."""
        ports: Ports = self.app.extensions["portal.ports"]
        return ports

    def work(self) -> None:
        """One whole round of the worker, its mails kept in memory: the mail server is another house."""
        office = Office("Sở", "0271 1022", "http://localhost", self.app.config["TRACKING_KEY"].encode())
        with self.app.app_context():
            rounds(replace(self.ports, mailer=self.mailer), office).run()

    def stored(self) -> Iterator[tuple[str, bytes]]:
        """Every table as text and every file of the data folder and the database, by name."""
        yield "database", "\n".join(self._tables()).encode()
        for path in self._files():
            yield str(path), path.read_bytes()

    def _files(self) -> Iterator[Path]:
        yield from (path for path in self.folder.rglob("*") if path.is_file())
        if self.engine.url.database and self.engine.dialect.name == "sqlite":
            name = Path(self.engine.url.database)
            yield from name.parent.glob(f"{name.name}*")

    def _tables(self) -> Iterator[str]:
        if self.engine.dialect.name == "sqlite":
            with closing(sqlite3.connect(self.engine.url.database or "")) as database:
                yield from database.iterdump()
            return
        with self.engine.connect() as connection:
            for (table,) in connection.execute(
                text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            ).all():
                rows = connection.execute(text(f'SELECT CAST(t AS text) FROM "{table}" AS t'))
                yield from (row[0] for row in rows)


def words_in(content: str | bytes, *typed: str) -> list[str]:
    """The words of the case that stand in a page or file; where a page repeats what was typed, it leaks nothing."""
    told = (content.decode("utf-8", "ignore") if isinstance(content, bytes) else content).lower()
    for each in typed:
        told = told.replace(each, "")
    wanted = (*WORD.values(), f"{MARK}content", EMAIL, PHONE, PHONE[3:], PHONE_WORDS)
    return [word for word in wanted if word in told] or [MARK] * (MARK in told)


def show_picture(session: Session, case: Case, now: datetime, ports: Ports) -> None:
    """A picture on the public page, and somebody's word that a finding is no personal data."""
    version = session.scalars(select(Publication).where(Publication.case_id == case.id)).one()
    original = session.scalars(select(Attachment).where(Attachment.case_id == case.id).limit(1)).one()
    session.add(
        PublicPicture(
            case_id=case.id,
            publication_id=version.id,
            attachment_id=original.id,
            file_key=ports.files.put(CONTENT),
            media_type="image/jpeg",
            boxes=[],
            width=1,
            height=1,
            alternative=WORD["picture"],
            made_at=now,
        )
    )
    session.add(
        PublicationDismissal(
            case_id=case.id, kind=PersonalData.PHONE, text=WORD["dismissed"], reason=WORD["why"], at=now
        )
    )
    session.flush()


def talkative_case(session: Session, now: datetime, ports: Ports) -> Case:
    """A case in which everybody has said something everywhere: answered, published, rated, disputed, reopened."""
    case = accepted_case(
        session,
        now - timedelta(days=20),
        subject=WORD["subject"],
        body=f"{TYPED} va mot cau dai hon {WORD['body']}",
        proposal=WORD["proposal"],
        place=WORD["place"],
        dossier_code=WORD["dossier"],
        reply_by=ReplyBy.EMAIL,
        sender=NewSender(
            name=WORD["name"],
            organisation=WORD["organisation"],
            phone=PHONE,
            email=EMAIL,
            address=WORD["address"],
        ),
    )
    officer, sender = acting(session, "officer", now), acting(session, "sender", now)
    session.add(file_of(case, ports, now))
    ask_sender(officer, case, text=WORD["asked"])
    reply(sender, case, text=WORD["replied"])
    note_case(officer, case, text=WORD["note"])
    attach_call(acting(session, "operator", now), case, text=WORD["call"])
    ask_others(session, case, now)
    answer_and_publish(session, case, now)
    show_picture(session, case, now, ports)
    worst = Level.VERY_DISSATISFIED
    rate_answer(sender, case, Rating(worst, worst, worst, WORD["comment"]))
    apologise(session, case, now, ports)
    request_reopening(sender, case, reason=WORD["dispute"])
    reopen(acting(session, "leader", now), case, reason=WORD["again"])
    save_draft(officer, case, AnswerText(WORD["draft"], Outcome.HANDLED))
    session.flush()
    return case


def ask_others(session: Session, case: Case, now: datetime) -> None:
    """A party outside has answered; the outsider's unit has not yet."""
    officer, due_on = acting(session, "officer", now), date(2026, 11, 23)
    party = Question(WORD["question2"], due_on, outside_name=WORD["party"], outside_email=f"1{EMAIL}")
    opinion = ask_opinion(officer, case, party)
    give_from_outside(
        acting(session, "sender", now), case, opinion, text=WORD["opinion"], name=WORD["signed"]
    )
    ask_opinion(officer, case, Question(WORD["question2"], due_on, unit_id=unit_id(session, "LH")))


def answer_and_publish(session: Session, case: Case, now: datetime) -> None:
    officer, leader = acting(session, "officer", now), acting(session, "leader", now)
    answer = save_draft(officer, case, AnswerText(WORD["answer"], Outcome.HANDLED, apology=WORD["apology"]))
    submit_answer(officer, case, answer)
    approve_answer(leader, case, answer)
    issue_answer(leader, case, answer)
    shown = PublicText(WORD["title"], WORD["question"], WORD["public"])
    publish(leader, case, draft_publication(officer, case, shown, submit=True))
    session.flush()


def apologise(session: Session, case: Case, now: datetime, ports: Ports) -> None:
    """A letter of apology beside the late answer, signed with ink, posted, and arrived."""
    officer, director = acting(session, "officer", now), acting(session, "director", now)
    letter = draft_case_letter(officer, case)
    save_letter(officer, case, letter, edits=Edits(DelayReason.OTHER, WORD["letter"], None))
    office = Office("Sở", "0271 1022", "http://localhost", b"k" * 32)
    approve_letter(director, case, letter, ports=ports, office=office)
    letter.signature, letter.signed_key = Signature.PAPER, ports.files.put(CONTENT)
    posted = issue_letter(officer, case, letter, way=Way.POST)
    record_proof(officer, case, posted, proof=Proof(WORD["posted"]), files=ports.files)
    session.flush()


def file_of(case: Case, ports: Ports, now: datetime) -> Attachment:
    return Attachment(
        case_id=case.id,
        file_key=ports.files.put(CONTENT),
        thumbnail_key=ports.files.put(CONTENT),
        name=f"{WORD['filename']}.pdf",
        media_type="application/pdf",
        size=len(CONTENT),
        sha256=sha256(CONTENT).hexdigest(),
        uploaded_at=now,
    )


def engine_at(address: str) -> Engine:
    """A second way into the database, beside the portal's."""
    return create_engine(address)
