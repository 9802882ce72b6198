"""What all forms of the case page have in common."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, ClassVar

from wtforms import HiddenField, SelectField, TextAreaField

from portal.domain.text import nfc
from portal.queries.case_file import Case, CaseFile
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.web.shared.form import Form
from portal.web.shared.numbers import whole


def tidy(text: str | None) -> str:
    """A person's words in one Unicode form, without space around them."""
    return nfc(text or "").strip()


def words_field(label: Any) -> TextAreaField:
    """A field for a few sentences."""
    return TextAreaField(label, filters=[tidy])


class SeenForm(Form):
    """A form that knows what its page showed: the version of the case, and how many of its events."""

    version = HiddenField()
    seen = HiddenField()

    def show(self, case: Case) -> None:
        """Note what the page shows."""
        self.version.data, self.seen.data = str(case.version), str(case.event_count)

    @property
    def seen_version(self) -> int | None:
        """The version of the case that the page showed."""
        return whole(self.version.data)


def chosen(field: SelectField) -> int:
    """The number of what was chosen. Raises RuleBroken when nothing was."""
    number = whole(field.data)
    if number is None:
        raise RuleBroken(field.short_name, "missing")
    return number


class Group(StrEnum):
    """Under which heading the page offers a step."""

    OFFICE = "office"
    SENDER = "sender"
    ENDING = "ending"


class StepForm(SeenForm):
    """A step: its name in the address, what it is called, and what is said when it is done."""

    name: ClassVar[str]
    group: ClassVar[Group] = Group.OFFICE
    title: Any
    done: ClassVar[Any]
    # Entries that may stay empty.
    optional: ClassVar[tuple[str, ...]] = ()

    def __init__(self, case: Case, formdata: Any = None) -> None:
        super().__init__(formdata=formdata)
        # Whether it was proposed not to accept the case.
        self.pending = case.refusal_proposer_id is not None
        # Several such forms stand on one page.
        for field in self:
            field.id = f"{self.name}-{field.short_name}"
        self.offer(case)

    def offer(self, case: Case) -> None:
        """Fill in what can be chosen."""

    def see(self, file: CaseFile) -> None:
        """Fill in what can be chosen from what the page has read anyway."""

    @property
    def possible(self) -> bool:
        """Whether there is anything to choose."""
        return True

    # Takes the step; raises what its service raises.
    act_on: ClassVar[Callable[[Any, Act, Case], None]]
