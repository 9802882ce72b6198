"""Invented files of dossiers, as large as wanted, the same at every run."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

HEAD = (
    "Mã hồ sơ,Mã thủ tục,Người nộp hồ sơ,Số điện thoại,Ngày tiếp nhận,Ngày kết thúc xử lý,Ngày trả kết quả,"
    "Hình thức tiếp nhận,Số lần yêu cầu bổ sung\n"
)
DAYS = 340


def write_file(path: Path, procedures: list[str], rows: int) -> None:
    """A file of dossiers of the last year, one in seventy still open."""
    with path.open("w", encoding="utf-8-sig") as file:
        file.write(HEAD)
        file.writelines(_lines(procedures, rows))


def _lines(procedures: list[str], rows: int) -> Iterator[str]:
    random = Random(3)  # invented dossiers, not secrets
    last = datetime.now(UTC).replace(hour=8, minute=0) - timedelta(days=1)
    for number in range(rows):
        received = last - timedelta(days=random.randrange(DAYS), minutes=random.randrange(400))
        done = received + timedelta(days=random.randrange(12))
        ended = "" if number % 70 == 0 or done > last else f"{done:%d/%m/%Y}"
        yield (
            f"H99.15-{received:%y%m%d}-{number:06},{procedures[number % len(procedures)]},Nguyễn Văn {number},"
            f"09{number % 100_000_000:08},{received:%d/%m/%Y %H:%M},{ended},{ended},Trực tiếp,{number % 3}\n"
        )
