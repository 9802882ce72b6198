"""What the page of a public version shows: the texts and their differences, the versions, who may do what."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.answers import AnswerStatus, PublicationStatus
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.queries.case_file import Answer, Case, Publication
from portal.queries.cases import answers, publications
from portal.services.prepare_publication import original_text, stand_of
from portal.services.publish_answer import DRAFTED, PublicText
from portal.services.transition import units_concerned
from portal.web.shared.acting import act, actor, session, settings
from portal.web.shared.differences import Differences, differences


@dataclass(frozen=True, slots=True)
class Publishing:
    """A case on its way to the public page."""

    case: Case
    answer: Answer | None
    versions: Sequence[Publication]
    original: PublicText
    # What is being written, or stands saved: the version worked on, the published one, the originals.
    public: PublicText
    # What another has saved meanwhile, or the same as `public`.
    saved: PublicText

    @property
    def seen(self) -> str:
        """The state of the versions that this page shows."""
        return stand_of(self.versions)

    @property
    def draft(self) -> Publication | None:
        """The version being worked on."""
        return next((each for each in self.versions if each.status in DRAFTED), None)

    @property
    def published(self) -> Publication | None:
        """The version that stands on the page."""
        on_page = (each for each in self.versions if each.status is PublicationStatus.PUBLISHED)
        return next(on_page, None)

    @property
    def submitted(self) -> bool:
        """Whether a version waits for the second person."""
        return self.draft is not None and self.draft.status is PublicationStatus.SUBMITTED

    @property
    def declined(self) -> bool:
        """Whether it was decided that nothing is published."""
        return self.case.publication_declined and self.case.published_at is None

    @property
    def may_edit(self) -> bool:
        """Whether the actor may write the public version."""
        return self.answer is not None and not self.declined and self._may(Permission.WRITE_ANSWER)

    @property
    def may_release(self) -> bool:
        """Whether a version waits for somebody such as the actor."""
        return self.submitted and self._may(Permission.PUBLISH)

    @property
    def own(self) -> bool:
        """Whether the actor wrote the waiting version and two people are required."""
        policy = act().settings.unit_policy(self.case.unit_id, act().today)
        author_id = self.draft.author_id if self.draft else None
        return policy.two_persons and author_id == actor().account_id

    @property
    def may_withdraw(self) -> bool:
        """Whether the actor may take the published version off the page."""
        return self.published is not None and self._may(Permission.PUBLISH)

    @property
    def may_decline(self) -> bool:
        """Whether the actor may decide against publishing."""
        undecided = self.answer is not None and self.case.published_at is None and not self.declined
        return undecided and self._may(Permission.APPROVE_ANSWER)

    @property
    def changes(self) -> dict[str, Differences]:
        """What the public version leaves out and adds, entry by entry."""
        return text_changes(self.original, self.public)

    @property
    def rivals(self) -> dict[str, Differences]:
        """What another has saved against what is typed here, entry by entry."""
        return text_changes(self.saved, self.public)

    def _may(self, permission: Permission) -> bool:
        return may(actor(), permission, self.case)


def may(who: Actor, permission: Permission, case: Case) -> bool:
    """Whether somebody may do something with this case."""
    return who.may(permission, *units_concerned(permission, case))


def commune_name(case: Case) -> str:
    """The commune of a case; nothing finer is published."""
    chain = settings().area_chain(case.area_id)
    return settings().areas[chain[-1]].name if chain else ""


def publishing(case: Case, *, typed: PublicText | None = None) -> Publishing:
    """The case with its texts; `typed` is what stands in the form and is not saved yet."""
    issued = [each for each in answers(session(), case.id) if each.status is AnswerStatus.ISSUED]
    versions = publications(session(), case.id)
    answer = issued[-1] if issued else None
    original = original_text(case, answer) if answer else PublicText(case.subject, case.body, "")
    saved = saved_text(versions) or original
    return Publishing(case, answer, versions, original, typed or saved, saved)


def saved_text(versions: Sequence[Publication]) -> PublicText | None:
    """The version worked on, else the one on the page, else the last there was."""
    by_weight = sorted(versions, key=lambda each: (each.status in DRAFTED, each.version))
    return public_text(by_weight[-1]) if by_weight else None


def public_text(row: Publication) -> PublicText:
    """The words of a version."""
    return PublicText(row.title, row.question, row.answer)


def text_changes(old: PublicText, new: PublicText) -> dict[str, Differences]:
    """The differences of two texts, entry by entry."""
    return {
        name: differences(getattr(old, name), getattr(new, name)) for name in ("title", "question", "answer")
    }
