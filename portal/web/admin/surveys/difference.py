"""What one version says otherwise than another, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.surveys.difference import Piece, Way
from portal.domain.surveys.questionnaire import Questionnaire
from portal.web.shared.sentences import _


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A line of the list of differences."""

    what: str
    place: str
    before: str
    after: str


def difference_views(pieces: Sequence[Piece], old: Questionnaire, new: Questionnaire) -> list[DifferenceView]:
    """Every difference with its place as people call it."""
    return [
        DifferenceView(_way_words(piece), _place_words(piece, old, new), piece.before, piece.after)
        for piece in pieces
    ]


def _way_words(piece: Piece) -> str:
    if piece.way is Way.CHANGED and piece.before == piece.after:
        return _("Sửa cách hỏi hoặc lời tiếng Anh")
    return {
        Way.ADDED: _("Thêm"),
        Way.REMOVED: _("Bỏ"),
        Way.CHANGED: _("Sửa"),
        Way.MOVED: _("Chuyển chỗ"),
    }[piece.way]


def _place_words(piece: Piece, old: Questionnaire, new: Questionnaire) -> str:
    kind, _slash, code = piece.place.partition("/")
    if kind == "item":
        where = new if code in new.by_code else old
        number = [item.code for item in where.items].index(code) + 1
        return _("Câu %(number)s", number=number)
    return {
        "section": _("Phần"),
        "scale": _("Thang “%(code)s”", code=code),
        "title": _("Tiêu đề"),
        "introduction": _("Lời mở đầu"),
        "thanks": _("Lời cảm ơn"),
        "basis": _("Căn cứ"),
    }[kind]
