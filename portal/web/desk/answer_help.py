"""What helps to write an answer: hints for plain words, and a warning where many answers read the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.boilerplate import NEARLY_THE_SAME, Copy, near_copies
from portal.domain.plain_language import Hint, HintKind, plain_language_hints
from portal.queries.canned_texts import CannedText
from portal.queries.case_file import Case
from portal.queries.issued_answers import DAYS, latest_answers
from portal.services.answer_case import AnswerText
from portal.web.shared.acting import actor, now, session
from portal.web.shared.sentences import _

MOST_LINKS = 5
MOST_HINTS = 8


@dataclass(frozen=True, slots=True)
class AnswerHelp:
    """Nothing here keeps anybody from anything."""

    hints: tuple[str, ...]
    copies: tuple[Copy, ...]

    @property
    def warning(self) -> str:
        """How many answers read nearly the same; empty where few do."""
        if not self.copies:
            return ""
        return _(
            "Giống từ %(share)s %% trở lên với %(n)s câu trả lời khác trong %(days)s ngày.",
            share=round(100 * NEARLY_THE_SAME),
            n=len(self.copies),
            days=DAYS,
        )

    @property
    def links(self) -> tuple[Copy, ...]:
        """The most alike, to look at."""
        return self.copies[:MOST_LINKS]


def help_with(case: Case, text: AnswerText, texts: Sequence[CannedText], *, hinting: bool) -> AnswerHelp:
    """The help for a text; the hints are the author's alone. One statement, and none without a text."""
    if not text.body.strip():
        return AnswerHelp((), ())
    hints = plain_language_hints(text.body, text.outcome)[:MOST_HINTS] if hinting else ()
    issued = latest_answers(session(), actor(), case, now=now())
    copies = near_copies(text.body, issued, canned=[each.body for each in texts])
    return AnswerHelp(tuple(map(hint_words, hints)), copies)


def hint_words(hint: Hint) -> str:
    """A hint as a sentence."""
    sentences = {
        HintKind.LONG_SENTENCE: _(
            "Câu dài %(n)s chữ, nên tách ra: “%(words)s”", n=hint.count, words=hint.excerpt
        ),
        HintKind.FORMULAS: _(
            "Nhiều cụm từ hành chính trong một câu (%(words)s); nên nói rõ ai làm gì, khi nào.",
            words=hint.excerpt,
        ),
        HintKind.ABBREVIATION: _("Chữ viết tắt “%(words)s” chưa được giải thích.", words=hint.excerpt),
        HintKind.NO_NEXT_STEP: _("Mới là kiến nghị: nên nói rõ việc tiếp theo và ngày cụ thể."),
        HintKind.NO_GREETING: _("Chưa có lời chào ở đầu, như “Kính gửi Ông/Bà …”."),
        HintKind.NO_CLOSING: _("Chưa có lời kết, như “Trân trọng”."),
    }
    return sentences[hint.kind]
