"""Drafts of questionnaires: what cannot be brought in, and what two at once come to."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.domain.bilingual import Bilingual
from portal.domain.surveys.written import read
from portal.models.survey import QuestionnaireVersion
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.surveys.edit_questionnaire import bring_questionnaire, change_draft, publish_draft
from tests.domain.surveys.examples import SHORT
from tests.factories import acting, build_demo_office
from tests.support.databases import Databases
from tests.support.workers import Workplace, workplace

pytestmark = pytest.mark.both_databases

MINE = replace(SHORT, title=Bilingual("Của tôi", "Mine"))
THEIRS = replace(SHORT, title=Bilingual("Của người kia", "Theirs"))
Deed = Callable[[Act, QuestionnaireVersion], None]


@pytest.fixture(scope="module")
def sessions(databases: Databases) -> Iterator[Workplace]:
    with workplace(databases) as sessions:
        yield sessions


def drafted(session: Session, now: datetime) -> QuestionnaireVersion:
    """A draft of the example, for all to see; the one that stands already, when there is one."""
    standing = select(QuestionnaireVersion).where(QuestionnaireVersion.published_at.is_(None))
    row = session.scalars(standing).first()
    row = row or bring_questionnaire(acting(session, "administrator", now), SHORT)
    session.commit()
    return row


def change_it(act: Act, draft: QuestionnaireVersion) -> None:
    change_draft(act, draft, THEIRS, seen=draft.edition)


@pytest.mark.parametrize("deed", [change_it, publish_draft], ids=["changed", "published"])
def test_who_is_a_moment_too_late_undoes_nothing(sessions: Workplace, now: datetime, deed: Deed) -> None:
    with sessions() as mine, sessions() as other:
        draft = drafted(mine, now)
        mine.refresh(draft)
        theirs = other.get_one(QuestionnaireVersion, draft.id)
        deed(acting(other, "administrator", now), theirs)
        other.commit()
        kept = theirs.content
        with pytest.raises(StaleDataError):
            change_draft(acting(mine, "administrator", now), draft, MINE, seen=draft.edition)
        mine.rollback()
        assert read(mine.get_one(QuestionnaireVersion, draft.id).content) == read(kept)


@pytest.mark.parametrize("code", ["_a", "1a", "A", "á", "", "a" * 41])
def test_a_code_that_could_never_be_published_is_refused_at_once(
    session: Session, now: datetime, code: str
) -> None:
    build_demo_office(session)
    with pytest.raises(RuleBroken) as refused:
        bring_questionnaire(acting(session, "administrator", now), replace(SHORT, code=code))
    assert (refused.value.field, refused.value.code) == ("code", "bad_code")
