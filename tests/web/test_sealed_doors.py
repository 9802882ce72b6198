"""A sealed case does not come out by any door: every address, list, search, file, index, mail and log is tried."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs
from werkzeug.routing import Rule

from config import Config
from portal.app import create_app
from portal.domain.bulk import BulkKind
from portal.domain.reference import dossier_secret, opinion_code, tracking_code
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay
from portal.extensions import db
from portal.models.account import Account
from portal.models.answer import Answer, Publication
from portal.models.attachment import Attachment
from portal.models.case import Case, CaseEvent
from portal.models.dossier import Dossier
from portal.models.letter import Letter, LetterDelivery
from portal.models.message import Message
from portal.models.opinion import Opinion
from portal.models.public_version import PublicPicture
from portal.models.sealed import SealedFile
from portal.models.survey import QuestionnaireVersion
from portal.ports import SearchFilter
from portal.queries.surveys.questionnaires import current_for
from portal.services.bulk_steps import confirm, plan_bulk, start
from portal.services.surveys.invite import Invited, invite
from tests.dossier_factories import filed_dossier, issued_letter
from tests.factories import CAST, acting, build_demo_office, divert_case
from tests.fakes import FakeMailer
from tests.support.databases import Databases
from tests.support.staff import sign_in_as
from tests.web.sealed_house import (
    CONTENT,
    EMAIL,
    MARK,
    PHONE_WORDS,
    TYPED,
    WORD,
    House,
    engine_at,
    talkative_case,
    words_in,
)

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=7)))
VISITORS = (*CAST, "sender", "party", "stranger")
# Searches that are sent, not asked for by an address.
SEARCHES = (
    "desk.search",
    "desk.call_history",
    "desk.call_similar",
    "desk.call_outlook",
    "desk.export_register",
    "oversight.report_with_register",
    "public.enter",
    "public.look_up_dossier",
    "public.similar",
    "desk.search_dossiers",
)
DOSSIER = "H99.15-261103-0001"
# What every list and search is asked for.
ASKED = {
    **dict.fromkeys(("q", "text", "body", "words", "subject", "question", "about"), TYPED),
    "first": "2026-10-01",
    "last": "2026-11-30",
    "period": "2026-11",
    "format": "csv",
    "show": "all",
}
SENT = {**ASKED, "phone": PHONE_WORDS, "email": EMAIL}


@dataclass(frozen=True)
class Sealed:
    """The house after the case was diverted, and what addresses are made of."""

    house: House
    reference: str
    case_id: int
    values: dict[str, tuple[Any, ...]]
    logs: list[str]


@pytest.fixture(scope="module")
def house(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("sealed")
    with databases.fresh() as address:
        app = create_app(Config(PORTAL_ENV="testing", DATABASE_URL=address, PORTAL_DATA=folder / "var"))
        app.config.update(CLOCK=lambda: NOW, WTF_CSRF_ENABLED=False)
        engine = engine_at(address)
        yield House(app, engine, folder, NOW, FakeMailer())
        engine.dispose()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="module")
def sealed(house: House) -> Sealed:
    """The case lived, its mails sent and its answer indexed; then diverted, and the worker came again."""
    with Session(house.engine, expire_on_commit=False) as session:
        build_demo_office(session)
        case = talkative_case(session, NOW, house.ports)
        dossier = issued_dossier(session)
        session.commit()
        party, sender = asked(house.app, session), granted(house.app, case, dossier)
        values = {**values_of(session, case), "step_id": steps_with(session, case)}
        house.work()
        house.work()  # and what the first round left to be told, such as of the report due in November
        assert_it_could_be_found(house, case, sender)
        house.mailer.sent.clear()
        with capture_logs() as logs:
            divert_case(acting(session, "coordinator", NOW), case, to="Thanh tra", ports=house.ports)
            session.commit()
            house.work()
        values["file_id"] += tuple(session.scalars(select(SealedFile.id)))
    house.app.extensions["tests.visitors"] = {"sender": sender, "party": party}
    return Sealed(house, case.reference, case.id, values, [str(line) for line in logs])


def issued_dossier(session: Session) -> Dossier:
    """A dossier with a letter, for the addresses that lead by a dossier."""
    dossier = filed_dossier(session, NOW, code=DOSSIER)
    issued_letter(session, NOW, dossier)
    return dossier


def granted(app: Flask, case: Case, dossier: Dossier) -> FlaskClient:
    """The sender's browser, in which both codes were typed before the case was diverted."""
    client = app.test_client()
    secret = dossier_secret(app.config["TRACKING_KEY"].encode(), dossier.code, dossier.code_nonce)
    assert client.post("/dossiers", data={"reference": dossier.code, "code": secret}).status_code == 303
    code = tracking_code(app.config["TRACKING_KEY"].encode(), case.reference, case.code_nonce)
    assert client.post("/follow", data={"reference": case.reference, "code": code}).status_code == 303
    return client


def asked(app: Flask, session: Session) -> FlaskClient:
    """The browser of the party outside that was asked for an opinion."""
    client = app.test_client()
    opinion = session.scalars(select(Opinion).where(Opinion.unit_id.is_(None))).one()
    code = opinion_code(app.config["TRACKING_KEY"].encode(), opinion.id, opinion.code_nonce)
    address = f"/opinions/{opinion.id}"
    assert client.post(f"{address}/code", data={"code": code}).status_code == 303
    assert words_in(client.get(address).data)
    return client


def values_of(session: Session, case: Case) -> dict[str, tuple[Any, ...]]:
    """What can stand in an address, by the name of its part; the case's own numbers above all."""
    publication_id = session.scalars(select(Publication.id)).one()
    return {
        "reference": (case.reference,),
        "address": (case.reference, publication_id, f"{case.reference}-{publication_id}"),
        "file_id": tuple(session.scalars(select(Attachment.id))),
        "opinion_id": tuple(session.scalars(select(Opinion.id))),
        "picture_id": tuple(session.scalars(select(PublicPicture.id))),
        "number": (1, 2),
        "code": ("vi", "en", DOSSIER, "2.000621.000.00.00.H99"),
        "letter_id": tuple(session.scalars(select(Letter.id))),
        "delivery_id": tuple(session.scalars(select(LetterDelivery.id))),
        "language": ("vi", "en"),
        "channel": ("email", "sms"),
        "name": ("received", "answered", "diverted", "accepts_anonymous"),
        "filename": ("css/app.css",),
        "token": ("no-token", *_survey_tokens(session, case)),
        "handle": ("no-handle",),
        "version_id": tuple(session.scalars(select(QuestionnaireVersion.id))),
        "point_id": (1, case.id),
        "year": (2026,),
        "way": ("up", "on"),
        "step": ("accept",),
        "kind": ("merged", "renamed"),
        **dict.fromkeys(
            ("account_id", "post_id", "row_id", "area_id", "category_id", "policy_id", "rule_id"),
            (1, case.id),
        ),
        **dict.fromkeys(("text_id", "unit_id", "filter_id", "succession_id", "target_id"), (1, case.id)),
        **dict.fromkeys(("import_id", "procedure_id", "token_id", "wording_id"), (1, case.id)),
        **dict.fromkeys(
            ("questionnaire_id", "version_id", "campaign_id", "point_id", "site_id"), (1, case.id)
        ),
        **dict.fromkeys(("section", "item", "scale"), ("new-",)),
        "report_id": (1,),
        "ending": ("pdf", "docx", "xlsx"),
        "form_code": ("2018", "2025", "late_answer"),
        "edition": (f"{NOW:%Y-%m}",),
        "file": ("cases.csv", "cases.json", "ratings.csv", "dossiers.csv", "letters.csv", "datapackage.json"),
        "message_id": tuple(session.scalars(select(Message.id).where(Message.case_id == case.id))),
    }


def _survey_tokens(session: Session, case: Case) -> tuple[str, ...]:
    """The token with which the sender was invited to a survey before the case was sealed."""
    asked = current_for(session, Purpose.ANSWER)
    assert asked is not None
    act, invited = acting(session, "system", NOW), Invited(case.unit_id, case_id=case.id)
    way: Any = {"version_id": asked.version_id, "way": BallotWay.EMAIL_LINK}
    return (invite(act, b"k" * 32, invited, ends_on=NOW.date() + timedelta(days=30), **way),)


def steps_with(session: Session, case: Case) -> tuple[str, ...]:
    """Steps over many cases, this one among them, of everybody who can take any: one done, one not."""
    made = []
    for who in ("coordinator", "officer", "colleague", "leader", "director", "overseer"):
        act = acting(session, who, NOW)
        for is_done in (False, True):
            text = {"text": " ".join(WORD.values())}
            step = plan_bulk(
                act, BulkKind.CHASE, {case.reference: case.version}, facts=text, back="/desk/unit"
            )
            start(act, step)
            if is_done:
                confirm(act, step)
            made.append(step.id)
    session.commit()
    return tuple(made)


def assert_it_could_be_found(house: House, case: Case, sender: FlaskClient) -> None:
    """Before it is diverted its words are in all these places: what looks for them afterwards can find them."""
    stored = dict(house.stored())
    assert set(WORD.values()) <= set(words_in(stored.pop("database")))
    assert any(CONTENT in content for content in stored.values())
    assert house.ports.index.search(WORD["title"], SearchFilter(), start=0, limit=5).total == 1
    assert words_in(sender.get(f"/follow/{case.reference}/case").data)
    house.app.extensions["tests.visitors"] = {}
    assert words_in(visitor(house, "officer").get(f"/desk/cases/{case.reference}").data)
    assert words_in(house.mailer.sent[0].recipient)


def visitor(house: House, who: str) -> FlaskClient:
    """Somebody of the cast signed in; sender and party outside, in whose browsers it was open; a stranger."""
    visitors: dict[str, FlaskClient] = house.app.extensions["tests.visitors"]
    if who in visitors:
        return visitors[who]
    client = house.app.test_client()
    if who != "stranger":
        with Session(house.engine) as session:
            account = session.scalars(select(Account).where(Account.email == CAST[who])).one()
            sign_in_as(client, account)  # type: ignore[arg-type]  # checks nothing that we look at here
    return client


def addresses(sealed: Sealed, rule: Rule) -> list[str]:
    """A route's addresses with the case's own references and numbers in them."""
    filled: list[dict[str, Any]] = [{}]
    for part in sorted(rule.arguments):
        assert part in sealed.values, f"{rule.rule}: say in values_of() what can stand for {part}"
        filled = [{**given, part: value} for given in filled for value in sealed.values[part]]
    with sealed.house.app.test_request_context():
        adapter = sealed.house.app.url_map.bind("localhost")
        return [adapter.build(rule.endpoint, given, method=sorted(rule.methods or ())[0]) for given in filled]


def routes(sealed: Sealed, method: str) -> Iterator[Rule]:
    return (rule for rule in sealed.house.app.url_map.iter_rules() if method in (rule.methods or ()))


@pytest.mark.parametrize("who", VISITORS)
def test_it_comes_out_at_no_address(sealed: Sealed, who: str) -> None:
    client, tried = visitor(sealed.house, who), 0
    with capture_logs() as logs:
        for rule in routes(sealed, "GET"):
            for address in addresses(sealed, rule):
                for query in ({}, ASKED):
                    answer = client.get(address, query_string=query, buffered=True)
                    found = words_in(answer.data, TYPED) + words_in(str(answer.headers), TYPED)
                    assert found == [], f"{who}: {rule.endpoint} {address}"
                    assert answer.status_code != 500, f"{who}: {address}"
                    tried += 1
    assert tried > 200
    assert words_in(str(logs)) == []


@pytest.mark.parametrize("who", VISITORS)
def test_it_comes_out_at_no_search_and_takes_no_step(sealed: Sealed, who: str) -> None:
    client, before = visitor(sealed.house, who), happened(sealed)
    endpoints = {rule.endpoint for rule in sealed.house.app.url_map.iter_rules()}
    assert set(SEARCHES) <= endpoints
    for rule in routes(sealed, "POST"):
        if rule.endpoint.startswith("desk.unseal") and who == "sealed_case_officer":
            continue
        if not rule.arguments & {"reference", "opinion_id", "step_id"} and rule.endpoint not in SEARCHES:
            continue
        for address in addresses(sealed, rule):
            answer = client.post(address, data={**SENT, "reference": sealed.reference})
            assert words_in(answer.data, TYPED, PHONE_WORDS, EMAIL) == [], f"{who}: {rule.endpoint} {address}"
            assert answer.status_code != 500, f"{who}: {address}"
            answer.close()  # some are files
    assert happened(sealed) == before


def happened(sealed: Sealed) -> tuple[int, int]:
    with Session(sealed.house.engine) as session:
        events = session.scalars(select(CaseEvent).where(CaseEvent.case_id == sealed.case_id)).all()
        return len(events), session.get_one(Case, sealed.case_id).version


def test_it_stands_in_no_table_and_no_file(sealed: Sealed) -> None:
    """Read as a thief of the disk would: tables as text, and every file byte by byte, indexes and logs included."""
    for name, content in sealed.house.stored():
        assert words_in(content) == [], name


def test_it_stands_in_no_index(sealed: Sealed) -> None:
    index = sealed.house.ports.index
    for word in (WORD["title"], WORD["question"], WORD["public"], sealed.reference):
        assert index.search(word, SearchFilter(), start=0, limit=5).total == 0
    assert index.similar(" ".join(WORD.values()), limit=5) == []


def test_it_stands_in_no_log(sealed: Sealed) -> None:
    assert [line for line in sealed.logs if words_in(line)] == []


def test_the_sender_is_told_neutrally_and_nobody_else_anything(sealed: Sealed) -> None:
    (mail,) = sealed.house.mailer.sent
    assert mail.recipient == EMAIL
    assert words_in(mail.subject + mail.text) == []
    assert "không thuộc phạm vi tiếp nhận" in mail.text


def test_it_is_opened_by_the_designated_person_alone(sealed: Sealed) -> None:
    for who in VISITORS:
        client = visitor(sealed.house, who)
        answer = client.post(f"/desk/sealed/{sealed.reference}")
        if who != "sealed_case_officer":
            assert words_in(answer.data) == [], who
            continue
        # The code of a dossier is kept in capitals.
        shown = answer.get_data(as_text=True).replace(WORD["dossier"].upper(), WORD["dossier"])
        assert [word for word in WORD.values() if word not in shown] == []
        assert PHONE_WORDS in shown
        assert ">diverted<" not in shown
        file_id = sealed.values["file_id"][-1]
        assert client.post(f"/desk/sealed/{sealed.reference}/files/{file_id}").data == CONTENT


def test_it_keeps_the_stub(sealed: Sealed) -> None:
    page = visitor(sealed.house, "sealed_case_officer").get("/desk/sealed").get_data(as_text=True)
    for shown in (sealed.reference, "Tố cáo", "Thanh tra"):
        assert shown in page
    assert MARK not in page


def test_its_answers_stay_as_rows_without_words(sealed: Sealed) -> None:
    with Session(sealed.house.engine) as session:
        rows = session.scalars(select(Answer).where(Answer.case_id == sealed.case_id)).all()
    assert [(row.round, row.body) for row in rows] == [(1, ""), (2, "")]
