"""`flask sealing …`: a fresh key, everything sealed anew with it, and whether everything can still be opened."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.adapters.vault import FernetVault, new_key
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.sealed import ForgottenFile, SealedContent, SealedFile
from portal.ports import Ports
from tests.factories import acting, divert_case, opened_case
from tests.fakes import FakePorts

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("standing_office")]

EVIDENCE = b"%PDF-1.7 evidence"
OLD, NEW = new_key(), new_key()


class Keys:
    """The portal's outside with the keys that a test gives it."""

    def __init__(self, app: Flask) -> None:
        self.app, self.fakes = app, FakePorts()
        self.use(OLD)

    def use(self, *keys: str) -> Ports:
        self.ports = replace(self.fakes.ports, vault=FernetVault(lambda: keys))
        self.app.extensions["portal.ports"] = self.ports
        return self.ports


@pytest.fixture
def keys(app: Flask) -> Iterator[Keys]:
    outside = app.extensions["portal.ports"]
    yield Keys(app)
    app.extensions["portal.ports"] = outside


def sealed_case(session: Session, now: datetime, ports: Ports) -> Case:
    case = opened_case(session, now)
    key, fingerprint = ports.files.put(EVIDENCE), sha256(EVIDENCE).hexdigest()
    session.add(
        Attachment(
            case_id=case.id,
            file_key=key,
            name="a.pdf",
            media_type="application/pdf",
            size=len(EVIDENCE),
            sha256=fingerprint,
            uploaded_at=now,
        )
    )
    divert_case(acting(session, "coordinator", now), case, ports=ports)
    session.flush()
    return case


def run(app: Flask, session: Session, command: str) -> Result:
    session.commit()
    result = app.test_cli_runner().invoke(args=["sealing", command])
    session.expire_all()
    return result


def test_it_prints_a_fresh_key(app: Flask, session: Session) -> None:
    first, second = (run(app, session, "new-key").output.strip() for _ in range(2))
    vault = FernetVault(lambda: [first])
    assert vault.open(vault.seal(b"words")) == b"words"
    assert first != second


def test_it_seals_everything_anew(app: Flask, session: Session, now: datetime, keys: Keys) -> None:
    cases = [sealed_case(session, now, keys.ports) for _ in range(3)]
    both = keys.use(NEW, OLD)
    result = run(app, session, "rotate")
    expected = f"3 contents and 3 files sealed anew with key {both.vault.key_id}"
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, expected)
    keys.use(NEW)
    assert run(app, session, "check").exit_code == 0
    assert session.scalars(select(ForgottenFile)).all() == []
    # The plain ones and those sealed with the old key are gone.
    assert set(keys.fakes.files.files) == set(session.scalars(select(SealedFile.file_key)))
    assert len(cases) == 3


def test_it_does_again_only_what_is_left(app: Flask, session: Session, now: datetime, keys: Keys) -> None:
    """Broken off after the first case, it goes on with the second; done twice, it does nothing."""
    for _ in range(2):
        sealed_case(session, now, keys.ports)
    first = session.scalars(select(SealedContent).order_by(SealedContent.case_id)).all()[0]
    both = keys.use(NEW, OLD)
    first.ciphertext, first.key_id = both.vault.rotate(first.ciphertext), both.vault.key_id
    assert "1 contents and 2 files" in run(app, session, "rotate").output
    assert "0 contents and 0 files" in run(app, session, "rotate").output


def test_it_names_what_it_cannot_seal_anew_and_goes_on(
    app: Flask, session: Session, now: datetime, keys: Keys
) -> None:
    case, _other = sealed_case(session, now, keys.ports), sealed_case(session, now, keys.ports)
    session.execute(
        update(SealedContent).where(SealedContent.case_id == case.id).values(ciphertext=b"damaged")
    )
    file = session.scalars(select(SealedFile).where(SealedFile.case_id == case.id)).one()
    keys.ports.files.delete(file.file_key)
    keys.use(NEW, OLD)
    result = run(app, session, "rotate")
    assert result.exit_code == 1
    assert "1 contents and 1 files" in result.output
    assert f"content {case.id}: " in result.output
    assert f"file {file.id}: the store has lost the file" in result.output


def test_it_says_that_there_is_no_key(app: Flask, session: Session, keys: Keys) -> None:
    keys.use()
    result = run(app, session, "rotate")
    assert (result.exit_code, "Nothing can be sealed: there is no key." in result.output) == (1, True)


def test_it_finds_everything_in_order(app: Flask, session: Session, now: datetime, keys: Keys) -> None:
    sealed_case(session, now, keys.ports)
    opened_case(session, now)
    result = run(app, session, "check")
    assert (result.exit_code, result.output) == (0, "1 sealed cases tried\n0 faults\n")


def test_it_finds_what_no_key_opens_and_shows_nothing(
    app: Flask, session: Session, now: datetime, keys: Keys
) -> None:
    case = sealed_case(session, now, keys.ports)
    keys.use(NEW)
    result = run(app, session, "check")
    assert result.exit_code == 1
    assert f"{case.reference}: no key at hand opens it" in result.output
    keys.use(OLD)
    assert run(app, session, "check").exit_code == 0


def test_it_finds_a_file_that_is_not_what_was_sealed(
    app: Flask, session: Session, now: datetime, keys: Keys
) -> None:
    case = sealed_case(session, now, keys.ports)
    file = session.scalars(select(SealedFile)).one()
    keys.fakes.files.files[file.file_key] = keys.ports.vault.seal(b"another")
    session.add(SealedFile(case_id=case.id, file_key="f" * 32, key_id="none"))
    assert f"{case.reference}: " in run(app, session, "check").output


def test_it_finds_words_left_in_the_open(app: Flask, session: Session, now: datetime, keys: Keys) -> None:
    case = sealed_case(session, now, keys.ports)
    case.sender.name = "Lê Văn An"
    result = run(app, session, "check")
    assert result.exit_code == 1
    assert f"senders {case.id}: words of a sealed case" in result.output
    assert "Lê Văn An" not in result.output
