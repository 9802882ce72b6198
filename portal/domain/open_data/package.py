"""The data dictionary as a Frictionless data package, and the words that go with the files."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.domain.bilingual import Bilingual
from portal.domain.measures.measure import Measure
from portal.domain.measures.registry import VERSION, public_measures
from portal.domain.open_data.tables import TABLES, Column, OpenTable

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
# By this name in `datapackage.json` a folder of the open data is known.
NAME = "phan-anh-mot-cua"
TITLE = Bilingual(
    "Dữ liệu mở về phản ánh, kiến nghị và hồ sơ một cửa", "Open data on feedback and one-stop dossiers"
)


@dataclass(frozen=True, slots=True)
class Edition:
    """Whose data these are, and as of which day; a working day has so many minutes."""

    office: str
    as_of: date
    day_minutes: int


def data_package(edition: Edition) -> str:
    """`datapackage.json`: the tables with every column in both languages, the figures, and what they need."""
    package = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE.vi,
        "title_en": TITLE.en,
        "version": edition.as_of.isoformat(),
        "licenses": [LICENCE],
        "contributors": [{"title": edition.office, "role": "publisher"}],
        "as_of": edition.as_of.isoformat(),
        "definitions": VERSION,
        "day_minutes": edition.day_minutes,
        "resources": [_resource(table) for table in TABLES],
        "measures": [_measure(each) for each in public_measures()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(table: OpenTable) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "title": table.title.vi,
        "title_en": table.title.en,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
        "schema": {"fields": [_field(each) for each in table.columns], "missingValues": [""]},
    }


def _field(column: Column) -> dict[str, Any]:
    read = int if column.type == "integer" else str
    values = {"constraints": {"enum": [read(each) for each in column.values]}} if column.values else {}
    return {
        "name": column.name,
        "type": column.type,
        "description": column.text.vi,
        "description_en": column.text.en,
        **values,
    }


def _measure(measure: Measure) -> dict[str, Any]:
    texts = {
        "name": measure.name,
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "exclusions": measure.exclusions,
    }
    told = {key: {"vi": words.vi, "en": words.en} for key, words in texts.items() if words}
    return {
        "code": measure.code,
        "version": measure.version,
        "rule": measure.rule,
        "unit_of_measure": measure.unit_of_measure,
        **told,
    }


def read_me(edition: Edition) -> str:
    """`README.md` in both languages."""
    return f"{_read(edition, 'vi')}\n{_read(edition, 'en')}"


def _read(edition: Edition, language: str) -> str:
    lines: Sequence[str] = [
        f"# {TITLE.said(language)}",
        "",
        f"{edition.office}, {edition.as_of.isoformat()}. {_LICENSED.said(language)}",
        "",
        *(f"- `{each.name}.csv`, `{each.name}.json`: {each.title.said(language)}." for each in TABLES),
        f"- `datapackage.json`: {_DICTIONARY.said(language)}",
        f"- `recompute.py`: {_SCRIPT.said(language)}",
        "",
        _PRIVACY.said(language),
        "",
    ]
    return "\n".join(lines)


_LICENSED = Bilingual(
    "Giấy phép CC BY 4.0: được sao chép, sửa đổi, sử dụng tự do nếu ghi nguồn.",
    "Licence CC BY 4.0: copy, change and use freely, naming the source.",
)
_DICTIONARY = Bilingual(
    "từ điển dữ liệu (Frictionless), gồm ý nghĩa mọi cột và mọi số liệu.",
    "the data dictionary (Frictionless) with the meaning of every column and every figure.",
)
_SCRIPT = Bilingual(
    "tính lại mọi số liệu công khai từ các tệp này: `python recompute.py .`",
    "counts every public figure again from these files: `python recompute.py .`",
)
_PRIVACY = Bilingual(
    "Các dòng không có mã việc, lời văn, tên, số điện thoại hay giờ chính xác. Việc được niêm phong không có "
    "ở bảng nào. Lĩnh vực, địa bàn, ngày và kênh được làm thô từng bước, không bỏ dòng nào, đến khi ít nhất "
    "5 việc cùng đơn vị, tháng và loại giống nhau; giá trị đã làm thô ghi là “*”. Phiếu đánh giá nằm ở bảng "
    "riêng, theo nhóm từ 5 phiếu.",
    "Rows have no reference, words, names, phone numbers or exact times. Sealed cases are in no table. "
    "Category, area, day and channel are coarsened step by step, no row being dropped, until at least 5 "
    "cases of the same unit, month and kind are alike; a coarsened value is “*”. Ratings stand in a table of "
    "their own, in groups of 5 or more.",
)
