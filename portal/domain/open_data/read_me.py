"""The words that go with the files of the open data."""

from collections.abc import Sequence

from portal.domain.bilingual import Bilingual
from portal.domain.open_data.package import LICENCE, TITLE, Edition
from portal.domain.open_data.tables import TABLES

CHECKSUMS = "SHA256SUMS.txt"


def read_me(edition: Edition) -> str:
    """`README.md` in both languages."""
    return f"{_read(edition, 'vi')}\n{_read(edition, 'en')}"


def _read(edition: Edition, language: str) -> str:
    lines: Sequence[str] = [
        f"# {TITLE.said(language)}",
        "",
        f"{edition.office}. {_AS_OF.said(language)} {edition.as_of.isoformat()} (UTC+7).",
        "",
        f"{_LICENSED.said(language)} <{LICENCE['path']}>",
        f"{_SOURCE.said(language)}: {edition.office}, {TITLE.said(language)}, {edition.as_of.isoformat()}.",
        "",
        *(f"- `{each.name}.csv`, `{each.name}.json`: {each.title.said(language)}." for each in TABLES),
        f"- `datapackage.json`: {_DICTIONARY.said(language)}",
        f"- `recompute.py`: {_SCRIPT.said(language)}",
        f"- `{CHECKSUMS}`: {_CHECKED.said(language)}",
        "",
        _CELLS.said(language),
        "",
        _PRIVACY.said(language),
        "",
    ]
    return "\n".join(lines)


_AS_OF = Bilingual("Số liệu tính đến ngày", "As of")
_SOURCE = Bilingual("Cách ghi nguồn", "Name the source as")
_CHECKED = Bilingual(
    f"mã kiểm tra của mọi tệp: `sha256sum -c {CHECKSUMS}`",
    f"checksums of all files: `sha256sum -c {CHECKSUMS}`",
)
_CELLS = Bilingual(
    "CSV: UTF-8 không có BOM, phân cách bằng dấu phẩy, dấu thập phân là dấu chấm. Trong Excel, xin mở bằng "
    "Dữ liệu > Từ văn bản/CSV, chọn UTF-8 và để mọi cột là văn bản: nếu bấm đúp vào tệp, chữ có dấu sẽ lỗi và "
    "2026-11 biến thành ngày. Ngày, tháng theo giờ Việt Nam (UTC+7). Ô trống: không có hoặc không áp dụng. "
    "Trong CSV, ô chữ bắt đầu bằng = + - @ có thêm dấu ' ở trước để bảng tính không chạy như công thức; JSON "
    "giữ nguyên. Trong JSON mọi giá trị là chuỗi ký tự, đúng như trong CSV.",
    "CSV: UTF-8 without a byte-order mark, commas, decimal points. In Excel open it by Data > From Text/CSV "
    "with UTF-8 and all columns as text: a double click breaks the accents and turns 2026-11 into a date. "
    "Days and months are those of Việt Nam (UTC+7). An empty cell: none, or it does not apply. In CSV a text "
    "that begins with = + - @ has a ' before it, so that no spreadsheet runs it as a formula; JSON has it as "
    "it is. In JSON every value is a string, as in CSV.",
)
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
