""" "Did this help?": one vote of one reader on one published answer, changeable, the reader kept secret."""

import hmac

from sqlalchemy import update

from portal.models.answer import Publication
from portal.models.rating import HelpfulVote
from portal.services.act import Act


def voter_of(key: bytes, reader: str, publication_id: int) -> str:
    """What is kept instead of a reader: another digest for each answer, so that no two votes can be joined."""
    return hmac.digest(key, f"helpful:{publication_id}:{reader}".encode(), "sha256").hex()


def vote_helpful(act: Act, publication: Publication, *, voter: str, helpful: bool) -> None:
    """Count a reader's vote, or move it when they change their mind; the same again changes nothing."""
    given = act.session.get(HelpfulVote, (publication.id, voter))
    if given is not None and given.helpful is helpful:
        return
    if given is None:
        act.session.add(HelpfulVote(publication_id=publication.id, voter=voter, helpful=helpful))
        _count(act, publication, helpful=helpful, by=1)
    else:
        given.helpful = helpful
        _count(act, publication, helpful=helpful, by=1)
        _count(act, publication, helpful=not helpful, by=-1)
    act.session.flush()


def _count(act: Act, publication: Publication, *, helpful: bool, by: int) -> None:
    """Counted in the database and not here: two readers at once must not undo each other."""
    column = Publication.helpful_count if helpful else Publication.unhelpful_count
    act.session.execute(
        update(Publication).where(Publication.id == publication.id).values({column: column + by})
    )
    act.session.expire(publication, [column.key])
