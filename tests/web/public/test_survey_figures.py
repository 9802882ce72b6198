"""Survey results for everybody: however many pages and files are laid beside each other, nobody's ballot shows."""

import csv
from datetime import date, datetime
from io import StringIO
from itertools import pairwise, product

import pytest
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import CampaignStatus
from portal.queries.surveys.questionnaires import current_for
from tests.ballot_factories import campaign, count, give
from tests.factories import unit_id
from tests.support.client import CheckingClient
from tests.web.oversight.test_dashboard import tiles

HERE = "/figures/surveys"
VALID = "phiếu hợp lệ"


def answers(client: CheckingClient, session: Session, *, unit: str = "", **query: str) -> tuple[int, int]:
    """How many ballots the CSV tells of a selection, and how many of them were satisfied."""
    if unit:
        query["unit"] = str(unit_id(session, unit))
    sheet = client.get(f"{HERE}.csv", query_string=query).get_data(as_text=True).lstrip("\ufeff")
    item = next((row for row in csv.DictReader(StringIO(sheet)) if row["part"] == "item"), None)
    return (int(item["ballots"]), int(item["satisfied"])) if item else (0, 0)


def test_a_page_tells_each_part_in_a_line_and_the_rest_when_it_is_opened(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    """A questionnaire of sixteen questions else fills many screens of a phone."""
    asked = current_for(session, Purpose.ONE_STOP)
    assert asked is not None
    answers = {item.code: 5 for item in asked.questionnaire.rated_items()}
    answers[next(iter(answers))] = 2
    give(session, "HCC", {5: 6}, version_id=asked.version_id, answers=answers)
    count(session, now)
    page = client.page(HERE)
    plain = (fold for fold in page.all("details") if fold.get("class") is None)
    folds = {" ".join("".join(fold[0].itertext()).split()): fold for fold in plain}
    titles = [section.title.vi for section in asked.questionnaire.factors]
    assert [each for each in folds if each.endswith("hài lòng")] == [
        f"{title} {share} hài lòng"
        for title, share in zip(titles, ["66,67%", *["100,00%"] * 9], strict=False)
    ]
    assert {each.split(" ")[0] for each in folds} >= {"Nội", "Theo"}
    assert [each for each in folds.values() if each.get("open") is not None] == []
    assert [node.tag for node in page.all("h1", "h2", "h3")][:4] == ["h1", "h2", "h2", "h2"]
    assert len(list(page.all("h3"))) == len(titles)


@pytest.fixture
def three_months(session: Session, now: datetime) -> None:
    """The one-stop centre had 6, 5 and 2 ballots in three months, the province itself 20 in each."""
    for month, of_centre in ((1, 6), (2, 5), (3, 2)):
        give(session, "BA", {5: 20}, on=date(2026, month, 9))
        give(session, "HCC", {5: of_centre - 1, 1: 1}, on=date(2026, month, 9))
    count(session, now)


def test_a_campaign_that_runs_changes_nothing_ballot_by_ballot(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    running = campaign(session, now, status=CampaignStatus.RUNNING)
    give(session, "HCC", {5: 6}, campaign_id=running.id)
    count(session, now)
    before = client.get(f"{HERE}.csv").data
    give(session, "HCC", {1: 1}, campaign_id=running.id)
    count(session, now)
    assert client.get(f"{HERE}.csv").data == before
    page = client.page(HERE)
    assert "“Khảo sát quý III” đang tiến hành" in page.text
    assert VALID not in tiles(page)


def test_a_closed_campaign_is_told_whole(client: CheckingClient, session: Session, now: datetime) -> None:
    closed = campaign(session, now)
    for unit in ("HCC", "TB", "LH"):
        give(session, unit, {5: 2}, campaign_id=closed.id, on=date(2026, 9, 3))
    count(session, now)
    assert answers(client, session) == (6, 6)
    assert answers(client, session, unit="HCC") == (0, 0)


def test_the_running_month_changes_nothing_ballot_by_ballot(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    give(session, "HCC", {5: 6}, on=date(2026, 10, 5))
    give(session, "HCC", {5: 6}, on=now.date())
    count(session, now)
    before = client.get(f"{HERE}.csv").data
    give(session, "HCC", {1: 1}, on=now.date())
    count(session, now)
    assert client.get(f"{HERE}.csv").data == before
    assert answers(client, session) == (6, 6)
    page = client.page(HERE, period="2026-11")
    assert "Phiếu tự nguyện của tháng 11/2026 được công bố khi tháng kết thúc." in page.text
    assert "Kỳ này chưa có kết quả khảo sát" in page.text
    assert "công bố khi tháng kết thúc" not in client.page(HERE, period="2026-10").text


def test_a_month_is_over_when_its_last_ballot_is_counted(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    give(session, "HCC", {5: 6})
    count(session, now)
    give(session, "HCC", {1: 1})
    session.commit()
    assert answers(client, session) == (0, 0)
    count(session, now)
    assert answers(client, session) == (7, 6)


@pytest.mark.usefixtures("three_months")
def test_few_do_not_follow_from_units_and_months_beside_each_other(
    client: CheckingClient, session: Session
) -> None:
    for period in ("2026-01", "2026-02", "2026-03", "2026-Q1", "2026"):
        everybody, _satisfied = answers(client, session, period=period)
        centre, _satisfied = answers(client, session, unit="HCC", period=period)
        # The province itself has 20 a month, which whoever types them in may know.
        own = 20 * len(range(1, 4)) if period in {"2026-Q1", "2026"} else 20
        assert everybody - own in {0, *range(5, 99)}
        assert centre in {0, *range(5, 99)}


@pytest.mark.usefixtures("three_months")
def test_few_do_not_follow_from_a_quarter_and_its_months(client: CheckingClient, session: Session) -> None:
    for unit, (longer, shorter) in product(("", "HCC"), (("2026", "2026-Q1"), ("2026-H1", "2026-Q1"))):
        more, less = (answers(client, session, unit=unit, period=each)[0] for each in (longer, shorter))
        assert more - less in {0, *range(5, 99)}
    for unit in ("", "HCC"):
        months = [answers(client, session, unit=unit, period=f"2026-0{month}")[0] for month in (1, 2, 3)]
        quarter = answers(client, session, unit=unit, period="2026-Q1")[0]
        for left_out in months:
            assert quarter - sum(months) + left_out in {0, *range(5, 99)}


@pytest.mark.usefixtures("three_months")
def test_what_is_safe_is_told(client: CheckingClient, session: Session) -> None:
    assert answers(client, session, period="2026-02", unit="HCC") == (5, 4)
    assert answers(client, session, period="2026-Q1") == (71, 69)
    assert answers(client, session, period="2026") == (71, 69)


def test_ballots_of_few_are_told_when_a_longer_period_is_over(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    """Read month after month, what comes to a page are always five ballots and more."""
    give(session, "TB", {5: 7}, on=date(2026, 7, 9))
    give(session, "HCC", {5: 2, 1: 1}, on=date(2026, 7, 9))
    give(session, "HCC", {5: 3}, on=date(2026, 8, 9))
    seen = [0]
    for day in (date(2026, 7, 20), date(2026, 8, 20), date(2026, 9, 20), date(2026, 10, 1)):
        then = now.replace(month=day.month, day=day.day)
        client.application.config["CLOCK"] = lambda then=then: then
        count(session, then)
        seen.append(answers(client, session, period="2026")[0])
    assert seen == [0, 0, 7, 7, 13]
    assert all(after - before in {0, *range(5, 99)} for before, after in pairwise(seen))
