"""What stands on the public page holds no personal data that anybody ought to have looked at."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, func, or_, select

from portal.domain.answers import PublicationStatus
from portal.domain.office_contacts import OfficeContacts
from portal.domain.privacy.own_contact import OwnContact
from portal.domain.publication_gate import About, Key, Proposal, open_proposals, proposals
from portal.models.answer import Publication
from portal.models.attachment import Attachment
from portal.models.case import Case, Sender
from portal.models.public_version import PublicationDismissal, PublicPicture
from portal.queries.gate_facts import contacts_of_units
from portal.queries.invariants.check import BATCH, Data, Tally

_COLUMNS = (
    *(Publication.id, Publication.case_id, Publication.reference),
    *(Publication.title, Publication.question, Publication.answer),
    *(Sender.name, Sender.phone, Sender.email, Sender.address),
)


def published_versions_passed_the_gate(data: Data, tally: Tally) -> Iterator[int]:
    """No published version, and no words of its pictures, hold an open proposal."""
    office = data.office | contacts_of_units(data.settings)
    look, last = _reader(office), 0
    while rows := _published(data, last):
        dismissed = _dismissed(data, [row.case_id for row in rows])
        pictures = _words_of_pictures(data, [row.id for row in rows])
        for row in rows:
            for text in (row.title, row.question, row.answer, *pictures.get(row.id, ())):
                found = look(text, About(row.name, OwnContact(row.phone, row.email, row.address)))
                for proposal in open_proposals(found, dismissed.get(row.case_id, frozenset())):
                    # What it is stays out of the report, which others may read.
                    tally.expect(
                        False, row.reference, fault=f"{proposal.kind} stands open in its public version"
                    )
        last = rows[-1].id
        tally.checked += len(rows)
        yield len(rows)


def _reader(office: OfficeContacts) -> Callable[[str, About], tuple[Proposal, ...]]:
    """Looks into texts; the same words of the same sender, as offices copy them, are read once."""

    @lru_cache(maxsize=4096)
    def look(text: str, about: About) -> tuple[Proposal, ...]:
        return tuple(proposals({"text": text}, about, office=office))

    return look


def _published(data: Data, after: int) -> list[Row[Any]]:
    wanted = (
        select(*_COLUMNS)
        .join(Sender, Sender.case_id == Publication.case_id)
        .where(Publication.status == PublicationStatus.PUBLISHED, Publication.id > after)
    )
    return list(data.session.execute(wanted.order_by(Publication.id).limit(BATCH)))


def _dismissed(data: Data, case_ids: list[int]) -> dict[int, set[Key]]:
    """What was dismissed in each of some cases."""
    table = PublicationDismissal
    wanted = select(table.case_id, table.kind, table.text).where(
        table.case_id.between(min(case_ids), max(case_ids))
    )
    keys: dict[int, set[Key]] = {}
    for case_id, kind, text in data.session.execute(wanted):
        keys.setdefault(case_id, set()).add((kind, text))
    return keys


def _words_of_pictures(data: Data, ids: list[int]) -> dict[int | None, list[str]]:
    """The words of the pictures of some versions, which are neighbours by their numbers."""
    table = PublicPicture
    wanted = select(table.publication_id, table.alternative).where(
        table.publication_id.between(ids[0], ids[-1])
    )
    words: dict[int | None, list[str]] = {}
    for publication_id, alternative in data.session.execute(wanted):
        words.setdefault(publication_id, []).append(alternative)
    return words


def pictures_go_with_their_version(data: Data, tally: Tally) -> Iterator[int]:
    """Every picture is of the case of its version, and none is kept for the page of a sealed case."""
    wrong = or_(
        Publication.case_id != PublicPicture.case_id, Attachment.case_id != PublicPicture.case_id, Case.sealed
    )
    wanted = (
        select(PublicPicture.id)
        .join(Publication, Publication.id == PublicPicture.publication_id)
        .join(Attachment, Attachment.id == PublicPicture.attachment_id)
        .join(Case, Case.id == PublicPicture.case_id)
        .where(wrong)
    )
    for picture_id in data.session.scalars(wanted):
        tally.expect(
            False, f"picture {picture_id}", fault="does not belong to its version, or its case is sealed"
        )
    kept = PublicPicture.publication_id.is_not(None)
    tally.checked += data.session.scalar(select(func.count()).select_from(PublicPicture).where(kept)) or 0
    yield tally.checked
