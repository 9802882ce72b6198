"""The main job over HTTP: from a citizen's words to a published answer that is rated, found and counted."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.adapters.mail import FlaskMailer
from portal.extensions import mail
from portal.jobs.rounds import Rounds, rounds
from portal.ports import Ports
from portal.services.word_message import Office
from tests.conftest import visitor
from tests.factories import build_demo_office
from tests.support.client import CheckingClient
from tests.support.mail import Postbox
from tests.support.page import Page
from tests.support.staff import sign_in

BODY = "Điện áp tại ấp Thanh Tân yếu từ 18 giờ đến 22 giờ mỗi tối, máy bơm không lên nước."
ANSWER = "Đã kiểm tra trạm biến áp và nâng công suất; điện áp đã đạt quy định."


class Story:
    """The people of the story, the worker behind them, and the clock they share."""

    def __init__(self, app: Flask, session: Session, postbox: Postbox, now: datetime) -> None:
        self.app, self.session, self.postbox, self.now = app, session, postbox, now
        app.config["CLOCK"] = lambda: self.now
        self.sender = visitor(app, session)

    def staff(self, role: str) -> CheckingClient:
        """A member of the cast at the desk."""
        client = visitor(self.app, self.session)
        sign_in(client, self.session, role)
        return client

    def later(self, **passed: float) -> None:
        """Let time pass."""
        self.now += timedelta(**passed)

    def work(self, rounds: Rounds) -> None:
        """Let the worker do one round."""
        self.session.commit()
        with self.app.app_context():
            rounds.run()
        self.session.expire_all()

    def mail_about(self, words: str) -> EmailMessage:
        """The newest mail with these words in its subject."""
        return next(mail for mail in reversed(self.postbox.messages) if words in str(mail["Subject"]))


@pytest.fixture
def story(app: Flask, session: Session, postbox: Postbox, now: datetime) -> Iterator[Story]:
    build_demo_office(session)
    session.commit()
    yield Story(app, session, postbox, now)
    app.config.pop("CLOCK")


@pytest.fixture
def worker(app: Flask, postbox: Postbox) -> Rounds:
    """The worker with a mailer that speaks SMTP to a real receiver."""
    given: Ports = app.extensions["portal.ports"]
    app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=postbox.port, MAIL_SUPPRESS_SEND=False)
    mail.init_app(app)
    mailer = FlaskMailer(mail, sender="phananh@binhan.example", sender_name="Cổng phản ánh")
    ports = replace(given, mailer=mailer)
    key = app.config["TRACKING_KEY"].encode()
    return rounds(ports, Office("Tỉnh Bình An", "0271 1022", "http://127.0.0.1", key))


def send_feedback(story: Story) -> tuple[str, str]:
    """The sender writes, checks and sends; returns the reference and the secret code of the receipt."""
    form = story.sender.page("/send").form("/send/check")
    check = story.sender.send(
        form, procedure="none", kind="feedback", body=BODY, email="an@example.com", name="Lê Văn An",
        phone="0912 000 345", category=category(story, "electricity"), reply_by="email",
    )  # fmt: skip
    assert BODY in check.text
    story.later(minutes=2)
    receipt = story.sender.send(check.form("/send/confirm"))
    reference = re.search(r"PA-[0-9A-Z]{4}-[0-9A-Z]{4}", receipt.text)
    code = re.search(r"(?<!PA-)\b[2-9ACDEFHKMNPRTWXY]{4}-[2-9ACDEFHKMNPRTWXY]{4}\b", receipt.text)
    assert reference is not None
    assert code is not None
    assert "26/11/2026" in receipt.text
    return reference[0], code[0]


def category(story: Story, code: str) -> str:
    """The category as the form sends it."""
    page = story.sender.page("/send")
    names = {"electricity": "Điện lực", "conduct": "Thái độ, tác phong phục vụ"}
    options = page.all("option")
    return next(
        each.get("value") or "" for each in options if "".join(each.itertext()).strip() == names[code]
    )


def answer_and_issue(story: Story, reference: str) -> None:
    """The officer takes and answers it, the leader approves and issues it."""
    officer, case = story.staff("officer"), f"/desk/cases/{reference}"
    officer.send(officer.page(case).form(f"{case}/accept"))
    form = officer.page(f"{case}/answer").form(f"{case}/answer")
    officer.send(form, body=ANSWER, outcome="handled", step="submit")
    story.later(hours=1)
    leader = story.staff("leader")
    leader.send(leader.page(f"{case}/answer").form(f"{case}/answer/decision"), step="approve_and_issue")


def publish(story: Story, reference: str) -> None:
    """The officer writes the public version, the leader releases it."""
    officer, address = story.staff("officer"), f"/desk/cases/{reference}/publication"
    officer.send(
        officer.page(address).form(address), title="Điện áp yếu buổi tối", question="Điện yếu mỗi tối.",
        answer="Đã nâng công suất trạm.", step="submit",
    )  # fmt: skip
    leader = story.staff("leader")
    leader.send(leader.page(address).form(f"{address}/release"), step="publish")


def follow(story: Story, reference: str, code: str, *, status: int = 200) -> Page:
    """The sender looks with reference and code, from another browser."""
    story.sender = visitor(story.app, story.session)
    form = story.sender.page("/follow").form("/follow")
    return story.sender.send(form, reference=reference, code=code, status=status)


def test_it_leads_from_a_citizens_words_to_a_rated_published_answer(story: Story, worker: Rounds) -> None:
    reference, code = send_feedback(story)
    story.work(worker)
    receipt = story.mail_about("tiếp nhận")
    assert code in receipt.get_content()
    assert code not in str(receipt["Subject"])

    answer_and_issue(story, reference)
    story.work(worker)
    assert ANSWER in story.mail_about("Trả lời").get_content()

    page = follow(story, reference, code)
    assert ANSWER in page.text
    rating = page.form(f"/follow/{reference}/rating")
    story.sender.send(rating, result="5", time="4", attitude="5", comment="Cảm ơn")

    publish(story, reference)
    story.work(worker)
    found = story.sender.page("/answers", q="dien ap yeu")
    assert "Điện áp yếu buổi tối" in found.text
    answer = story.sender.page(found.links["Điện áp yếu buổi tối"])
    assert "Đã nâng công suất trạm." in answer.text
    assert "Lê Văn An" not in answer.html

    figures = story.staff("overseer").page("/oversight/dashboard")
    assert "100,00%" in figures.text


def test_it_says_nothing_to_whoever_has_the_wrong_code(story: Story) -> None:
    reference, _code = send_feedback(story)
    wrong = follow(story, reference, "2222-2222", status=422)
    nobody = follow(story, "PA-2222-2222", "2222-2222", status=422)
    assert BODY not in wrong.text
    assert wrong.heading == nobody.heading


def test_it_stays_out_of_an_outsiders_sight(story: Story) -> None:
    reference, _code = send_feedback(story)
    outsider = story.staff("outsider")
    outsider.page(f"/desk/cases/{reference}", status=404)
    assert reference not in outsider.page("/desk/unit").html


def test_it_moves_due_dates_when_a_notice_changes_the_calendar(story: Story, worker: Rounds) -> None:
    reference, code = send_feedback(story)
    administrator = story.staff("administrator")
    day = administrator.page("/admin/calendar/day").form("/admin/calendar/day")
    notice = "Công điện 99/CĐ-TTg"
    moves = administrator.send(day, on="25/11/2026", kind="off", name="Nghỉ bão số 12", source=notice)
    assert reference in moves.text
    administrator.send(moves.form("/admin/calendar/apply"))
    story.work(worker)
    page = follow(story, reference, code)
    assert "27/11/2026" in page.text
    assert "Công điện 99/CĐ-TTg" in page.text
    assert "27/11/2026" in story.mail_about("hạn trả lời").get_content()
