"""The open data, from which anybody counts the public figures again with plain Python, to the last letter."""

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from portal.adapters.shipped_calendar import shipped_days
from portal.demo.dossiers import seed_dossiers
from portal.demo.seed import seed_cases, seed_office
from portal.demo.surveys.year import seed_surveys
from portal.domain.figures import percentile
from portal.domain.measures.registry import public_measures
from portal.domain.open_data.tables import TABLES
from portal.domain.periods import read_period
from portal.domain.ratings import Level, Rating
from portal.domain.states import Level as UnitLevel
from portal.domain.time import local_day
from portal.models.case import Case, Sender
from portal.models.dossier import Applicant, Dossier
from portal.models.figure import Basis, FigureMark
from portal.models.rating import RatingRow
from portal.models.succession import UnitVersion
from portal.queries.dossier_figures import dossier_figures
from portal.queries.figures import Selection, everywhere, figures_of
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.rate_answer import rate_answer
from portal.services.reopen_case import request_reopening
from tests.ballot_factories import campaign, count, give
from tests.demo.test_seed import NOW
from tests.dossier_factories import OFFICE, printing_ports
from tests.factories import acting, divert_case, opened_case, unit_id
from tests.support.lives import Lives

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("demo")]

WHY = "Chưa đồng ý với kết quả giải quyết."


@pytest.fixture(scope="module")
def demo(engine: Engine) -> None:
    """Half a year of cases, a year of dossiers and of ballots."""
    with Session(engine) as session:
        seed_office(session, days=shipped_days(), hash_password=lambda password: f"not-hashed:{password}")
        ports = printing_ports()
        for _ in seed_cases(session, NOW, ports=ports, count=150):
            pass
        for _ in seed_dossiers(session, NOW, ports=ports, office=OFFICE, count=150):
            pass
        seed_surveys(session, NOW, office=OFFICE, count=900)


@pytest.fixture
def clock(app: Flask) -> Iterator[None]:
    app.config["CLOCK"] = lambda: NOW
    yield
    del app.config["CLOCK"]


def run(app: Flask, session: Session, *args: str) -> Result:
    session.commit()
    result = app.test_cli_runner().invoke(args=args)
    session.expire_all()
    return result


def published(app: Flask, session: Session, folder: Path) -> Path:
    result = run(app, session, "open-data", "publish", "--out", str(folder))
    assert result.exit_code == 0, result.output
    return folder


def shown(app: Flask, session: Session) -> str:
    result = run(app, session, "figures", "show", "--json")
    assert result.exit_code == 0, result.output
    return result.stdout


def recomputed(folder: Path) -> str:
    """What the script prints where nothing of the portal can be imported."""
    command = [sys.executable, "-I", "-S", str(folder / "recompute.py"), str(folder)]
    return subprocess.run(command, capture_output=True, check=True, cwd=folder).stdout.decode()


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(document: str) -> dict[tuple[str, str, str, str], dict[str, Any]]:
    return {
        (each["period"], each["unit"], each["scope"], each["measure"]): each
        for each in json.loads(document)["figures"]
    }


@pytest.mark.usefixtures("clock")
def test_the_script_counts_the_very_same_figures(app: Flask, session: Session, tmp_path: Path) -> None:
    """After whatever has happened to some more cases, those counted apart and those without contact among them."""
    Lives(session, NOW, seed=4).live(60)
    folder, document = published(app, session, tmp_path / "out"), shown(app, session)
    assert recomputed(folder) == document
    told = figures(document)
    codes = {measure for _period, _unit, _scope, measure in told}
    assert {code for code in codes if not code.startswith("surveys.")} == {
        each.code for each in public_measures()
    }
    assert any(code.startswith("surveys.one_stop.1.voluntary.factor.") for code in codes)
    assert {scope for _period, _unit, scope, _measure in told} == {"all", "below", "own"}
    assert {len(period) for period, *_rest in told} == {4, 7}
    assert any(each["low"] for each in told.values())
    assert any(each["suppressed"] for each in told.values())


@pytest.mark.usefixtures("clock")
def test_the_script_knows_the_tree_of_then(app: Flask, session: Session, tmp_path: Path) -> None:
    """A division that belonged to another unit half the year, and ballots told with a unit above."""
    was = {"parent_id": unit_id(session, "HCC"), "code": "QLNL", "name": "Cũ", "level": UnitLevel.DIVISION}
    since, until = date(2025, 1, 1), date(2026, 8, 31)
    session.add(UnitVersion(unit_id=unit_id(session, "QLNL"), valid_from=since, valid_to=until, **was))
    folder, document = published(app, session, tmp_path / "out"), shown(app, session)
    assert recomputed(folder) == document
    received = {key: each["number"] for key, each in figures(document).items() if key[3] == "cases.received"}
    assert all(received["2026-08", unit, "below", "cases.received"] for unit in ("HCC", "SCT"))
    division = [each for each in rows(folder, "units") if each["unit"] == "QLNL"]
    assert [(each["parent"], each["until"]) for each in division] == [("HCC", "2026-08-31"), ("SCT", "")]


@pytest.mark.usefixtures("clock")
def test_the_script_counts_ballots_of_samples_and_of_units_that_moved(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    """A closed campaign over two units, one of them below another until it was closed; and a month of few."""
    moved, sample = unit_id(session, "QLCN"), campaign(session, NOW - timedelta(days=30))
    was = {"parent_id": unit_id(session, "HCC"), "code": "QLCN", "name": "Cũ", "level": UnitLevel.DIVISION}
    until = local_day(NOW) - timedelta(days=10)
    session.add(UnitVersion(unit_id=moved, valid_from=date(2025, 1, 1), valid_to=until, **was))
    for unit, levels in (("QLCN", {5: 2, 1: 1}), ("HCC", {4: 2}), ("TB", {5: 4, 2: 3})):
        give(session, unit, levels, campaign_id=sample.id)
    count(session, NOW)
    folder, document = published(app, session, tmp_path / "out"), shown(app, session)
    assert recomputed(folder) == document
    code = f"surveys.quick.1.sample{sample.id}"
    told = {key[:3]: each["number"] for key, each in figures(document).items() if key[3] == f"{code}.ballots"}
    # Those of the two units together are of neither alone, as the tree is today.
    assert ("2026", "HCC", "below") not in told
    assert told["2026-10", "TB", "below"] == 7
    assert told["2026", "all", "all"] == 12
    assert ("2026-10", "HCC", "own") not in told
    item = figures(document)["2026-10", "TB", "below", f"{code}.item.service.satisfied"]
    assert (item["part"], item["whole"], item["percent"]) == (4, 7, "57.14")
    groups = [
        each for each in rows(folder, "survey_groups") if each["survey"] == f"quick.1.sample{sample.id}"
    ]
    assert {(each["scope"], each["unit"], each["period"], each["ballots"]) for each in groups} == {
        ("own", "TB", "2026-10", "7"),
        ("below", "HCC", "2026", "5"),
    }


@pytest.mark.usefixtures("clock")
def test_no_survey_row_is_of_few(app: Flask, session: Session, tmp_path: Path) -> None:
    folder = published(app, session, tmp_path / "out")
    assert min(int(each["ballots"]) for each in rows(folder, "survey_groups")) >= 5
    by_item: Counter[tuple[str, ...]] = Counter()
    for each in rows(folder, "survey_answers"):
        key = (each["survey"], each["scope"], each["unit"], each["period"], each["item"])
        by_item[key] += int(each["answers"])
    assert min(by_item.values()) >= 5


@pytest.mark.usefixtures("clock")
def test_the_figures_are_those_of_the_pages(app: Flask, session: Session) -> None:
    told = figures(shown(app, session))
    settings, period = load_settings(session), read_period("2026")
    assert period is not None
    for unit, unit_ids in (("all", everywhere(settings)), ("SCT", _below(session, "SCT"))):
        selection = Selection(unit_ids, period, local_day(NOW))
        cases, dossiers = figures_of(session, selection).total, dossier_figures(session, selection)
        scope = "all" if unit == "all" else "below"
        for measure, share in (
            ("cases.on_time_rate", cases.on_time_rate),
            ("cases.publication_rate", cases.publication_rate),
            ("dossiers.on_time_rate", dossiers.kept.on_time),
            ("dossiers.apology_coverage", dossiers.kept.coverage),
            ("dossiers.received_by_post", dossiers.ways.received_by_post),
            ("dossiers.online_procedures_used", dossiers.ways.online_procedures_used),
        ):
            found = told["2026", unit, scope, measure]
            assert (found["part"], found["whole"]) == (share.part, share.whole), measure
        median = percentile(cases.answer_tenths, 50)
        assert median is not None
        assert told["2026", unit, scope, "cases.median_hours"]["number"] == median / 10


def _below(session: Session, code: str) -> frozenset[int]:
    settings = load_settings(session)
    unit = settings.unit_by_code(code)
    assert unit is not None
    return settings.units_below(unit.id)


@pytest.mark.usefixtures("clock")
def test_it_drops_nothing_and_publishes_nothing_sealed(app: Flask, session: Session, tmp_path: Path) -> None:
    case = opened_case(session, NOW)
    divert_case(acting(session, "leader", NOW), case, procedure="denunciation")
    folder = published(app, session, tmp_path / "out")
    sealed = select(func.count()).select_from(Case)
    assert session.scalar(sealed.where(Case.sealed))
    assert len(rows(folder, "cases")) == session.scalar(sealed.where(~Case.sealed))
    assert len(rows(folder, "dossiers")) == session.scalar(select(func.count()).select_from(Dossier))
    in_groups = sum(int(each["ballots"]) for each in rows(folder, "rating_groups"))
    assert (
        len(rows(folder, "ratings")) == in_groups <= (session.scalar(select(func.count(RatingRow.id))) or 0)
    )


@pytest.mark.usefixtures("clock")
def test_nobody_is_in_it(app: Flask, session: Session, tmp_path: Path) -> None:
    folder = published(app, session, tmp_path / "out")
    text = "".join(path.read_text() for path in folder.iterdir() if path.suffix in {".csv", ".json"})
    for secret in (
        *session.scalars(select(Case.reference)),
        *session.scalars(select(Case.subject).where(Case.subject != "")),
        *session.scalars(select(Dossier.code)),
        *session.scalars(select(Sender.name).where(Sender.name != "")),
        *session.scalars(select(Sender.phone).where(Sender.phone != "")),
        *session.scalars(select(Applicant.name).where(Applicant.name != "")),
    ):
        assert secret not in text
    assert not re.search(r"\d\d:\d\d", "".join((folder / f"{each.name}.csv").read_text() for each in TABLES))


@pytest.mark.usefixtures("clock")
def test_nobody_stands_alone_in_it(app: Flask, session: Session, tmp_path: Path) -> None:
    folder = published(app, session, tmp_path / "out")
    further = ("category", "area", "day_received", "channel")
    base = ("unit", "month_received", "kind")
    bases = Counter(tuple(each[name] for name in base) for each in rows(folder, "cases"))
    groups = Counter(tuple(each[name] for name in (*base, *further)) for each in rows(folder, "cases"))
    for group, n in groups.items():
        assert n >= 5 or (bases[group[:3]] < 5 and set(group[3:]) == {"*"}), group
    ballots = Counter((each["scope"], each["unit"], each["period"]) for each in rows(folder, "ratings"))
    assert ballots
    assert min(ballots.values()) >= 5


@pytest.mark.usefixtures("clock")
def test_the_rate_of_the_decision_tells_no_single_rating(app: Flask, session: Session, now: datetime) -> None:
    """One low rating more changes a suppressed rate to nothing that can be seen."""
    told = figures(shown(app, session))
    for key, each in told.items():
        if key[3] == "qd766.feedback_satisfaction":
            assert each["suppressed"] is told[(*key[:3], "ratings.result")]["suppressed"]
            assert (each["part"] is None) is each["suppressed"]


@pytest.mark.usefixtures("clock")
def test_it_counts_each_dissatisfied_case_once(app: Flask, session: Session) -> None:
    lives = Lives(session, NOW, seed=11)
    lives.live(1)
    key = ("2026", "all", "all", "qd766.feedback_satisfaction")
    before = figures(shown(app, session))[key]
    answered = session.scalars(
        select(Case).where(Case.verdict == "in_time", Case.state == "answered", ~Case.sealed)
    )
    case = next(each for each in answered if _may_be_rated(session, each))
    act = acting(session, "sender", NOW)
    rate_answer(act, case, Rating(Level(1), Level(1), Level(1)))
    request_reopening(act, case, reason=WHY)
    after = figures(shown(app, session))[key]
    assert (after["part"], after["whole"]) == (before["part"] - 1, before["whole"])


def _may_be_rated(session: Session, case: Case) -> bool:
    rated = session.scalar(select(func.count(RatingRow.id)).where(RatingRow.case_id == case.id))
    return not rated and case.kind in {"feedback", "petition", "question"} and case.due_month // 100 == 2026


@pytest.mark.usefixtures("clock")
def test_its_dictionary_describes_every_file(app: Flask, session: Session, tmp_path: Path) -> None:
    folder = published(app, session, tmp_path / "out")
    package = json.loads((folder / "datapackage.json").read_text())
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["as_of"] == "2026-11-20"
    assert {each["path"] for each in package["resources"]} == {path.name for path in folder.glob("*.csv")}
    for resource in package["resources"]:
        heads = (folder / resource["path"]).read_text().splitlines()[0].split(",")
        assert heads == [field["name"] for field in resource["schema"]["fields"]]
        table = rows(folder, resource["path"].removesuffix(".csv"))
        document = json.loads((folder / resource["path"]).with_suffix(".json").read_text())
        assert [list(each.values()) for each in table] == document["rows"]
        for field in resource["schema"]["fields"]:
            allowed = {str(each) for each in field.get("constraints", {}).get("enum", ())} | {""}
            assert len(allowed) == 1 or {each[field["name"]] for each in table} <= allowed, field["name"]
    text = (folder / "README.md").read_text()
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    for told in ("Số liệu tính đến ngày 2026-11-20 (UTC+7).", "Cách ghi nguồn: ", "Name the source as: "):
        assert told in text
    assert "Giấy phép CC BY 4.0" in text
    assert "Licence CC BY 4.0" in text


@pytest.mark.usefixtures("clock")
def test_it_is_the_same_for_the_same_data(app: Flask, session: Session, tmp_path: Path) -> None:
    one, other = (published(app, session, tmp_path / name) for name in ("one", "other"))
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes(), path.name


def test_it_counts_first_what_is_marked(app: Flask, session: Session, tmp_path: Path) -> None:
    Act(session, acting(session, "sender", NOW).actor, NOW, load_settings(session))
    Lives(session, NOW, seed=2).live(5)
    folder = published(app, session, tmp_path / "out")
    app.config["CLOCK"] = lambda: NOW
    try:
        total = figures(shown(app, session))["2026", "all", "all", "cases.received"]["number"]
    finally:
        del app.config["CLOCK"]
    main = [each for each in rows(folder, "cases") if each["kind"] in {"feedback", "petition", "question"}]
    assert total == sum(
        each["for_reference"] == "0" and each["month_received"][:4] == "2026" for each in main
    )


@pytest.mark.usefixtures("clock")
def test_it_deletes_no_folder_of_others(app: Flask, session: Session, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("theirs")
    result = run(app, session, "open-data", "publish", "--out", str(tmp_path))
    assert result.exit_code == 2
    assert "notes.txt" in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("args", [("open-data", "publish", "--out"), ("figures", "show", "--json")])
def test_it_tells_nothing_while_figures_are_counted(
    app: Flask, session: Session, tmp_path: Path, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it counts, somebody else has changed something by then."""

    def changed() -> None:
        session.add(FigureMark(basis=Basis.DUE, unit_id=unit_id(session, "TB"), month=202611))
        session.commit()

    monkeypatch.setattr("portal.cli.counting.count_marked", changed)
    into = (str(tmp_path / "out"),) if args[-1] == "--out" else ()
    result = run(app, session, *args, *into)
    session.execute(delete(FigureMark))
    session.commit()
    assert result.exit_code == 2
    assert "try again" in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "out").exists()
