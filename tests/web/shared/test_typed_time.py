"""Days and times as people type them here."""

from datetime import date, time

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import Optional

from portal.web.shared.typed_time import ClockField, DayField


class Appointment(Form):
    day = DayField("Ngày", [Optional()])
    hour = ClockField("Giờ", [Optional()])


def read(app: Flask, **typed: str) -> Appointment:
    with app.test_request_context():
        form = Appointment(MultiDict(typed))
        form.validate()
        return form


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("26/11/2026", date(2026, 11, 26)),
        (" 6/1/2026 ", date(2026, 1, 6)),
        ("26-11-2026", date(2026, 11, 26)),
        ("26.11.2026", date(2026, 11, 26)),
        ("26/11/26", date(2026, 11, 26)),
        ("", None),
    ],
)
def test_it_reads_a_day(app: Flask, typed: str, day: date | None) -> None:
    form = read(app, day=typed)
    assert (form.day.data, list(form.day.errors)) == (day, [])


@pytest.mark.parametrize("typed", ["31/11/2026", "2026-11-26", "mai", "26/11"])
def test_it_says_how_a_day_is_typed(app: Flask, typed: str) -> None:
    form = read(app, day=typed)
    assert form.day.data is None
    assert "ngày/tháng/năm" in form.day.errors[0]
    assert f'value="{typed}"' in str(form.day())  # what was typed stays


@pytest.mark.parametrize(
    ("typed", "hour"), [("14:05", time(14, 5)), ("7h30", time(7, 30)), ("8h", time(8)), ("9.15", time(9, 15))]
)
def test_it_reads_a_time(app: Flask, typed: str, hour: time) -> None:
    assert read(app, hour=typed).hour.data == hour


@pytest.mark.parametrize("typed", ["25:00", "sáng", "14"])
def test_it_says_how_a_time_is_typed(app: Flask, typed: str) -> None:
    form = read(app, hour=typed)
    assert "giờ:phút" in form.hour.errors[0]


def test_it_is_shown_as_it_is_typed(app: Flask) -> None:
    with app.test_request_context():
        form = Appointment(data={"day": date(2026, 1, 6), "hour": time(7, 30)})
        assert 'value="06/01/2026"' in str(form.day())
        assert 'value="07:30"' in str(form.hour())
        assert 'type="text"' in str(form.day())
