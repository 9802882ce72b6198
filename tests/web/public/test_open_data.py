"""The page of the open data: each month's edition with its files, the dictionary, the licence."""

from pathlib import Path

import pytest
from flask import Flask

from portal.adapters.open_data.shelf import DiskShelf
from portal.domain.open_data.tables import CATEGORIES
from portal.ports import OpenFiles
from tests.support.client import CheckingClient


@pytest.fixture
def edition(app: Flask) -> Path:
    folder: Path = app.config["OPEN_DATA_FOLDER"]
    rows = [("land", "Đất đai", "Land", "")]
    texts = {"README.md": "Dữ liệu mở\n", "datapackage.json": '{"as_of": "2026-10-03"}'}
    DiskShelf(folder).keep("2026-10", OpenFiles([(CATEGORIES, rows)], texts))
    return folder / "2026-10"


def test_it_says_that_there_is_none_yet(client: CheckingClient) -> None:
    page = client.page("/open-data")
    assert "Chưa có bản nào" in page.text
    assert "answer_hours" in page.text


def test_it_lists_each_edition_with_its_files(client: CheckingClient, edition: Path) -> None:
    page = client.page("/open-data")
    assert "Bản tháng 10/2026" in page.text
    assert "Creative Commons Attribution 4.0 International" in page.links
    answer = client.get(page.links["categories.csv"])
    assert answer.data == (edition / "categories.csv").read_bytes()
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(page.links["recompute.py"]).status_code == 200
    assert "Số liệu tính đến ngày 03/10/2026." in page.text
    archive = client.get(page.links["phan-anh-mot-cua.zip"])
    assert archive.headers["Content-Disposition"].endswith("filename=phan-anh-mot-cua-2026-10.zip")


def test_it_explains_each_code(client: CheckingClient) -> None:
    page = client.page("/open-data")
    assert "in_time_after_extension: Đúng hạn sau gia hạn" in page.text
    assert "many_dossiers: Số lượng hồ sơ tăng đột biến" in page.text


@pytest.mark.parametrize("address", ["2026-10/none.csv", "2026-09/README.md", "../README.md", "x/README.md"])
def test_it_gives_nothing_else(client: CheckingClient, edition: Path, address: str) -> None:
    client.page(f"/open-data/{address}", 404)
