"""People: their accounts, how they are invited, and what they choose for themselves."""

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import func, select

from portal.domain.text import nfc
from portal.models.account import Account
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.appoint import Office, appoint, check_not_last, governed, note_about
from portal.services.configure import Change, facts_of_row, note_change, require_reach
from portal.services.errors import RuleBroken
from portal.services.messages import tell_staff

_FACTS = ("name", "email", "post", "phone", "active")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What an administrator enters about a person."""

    name: str
    email: str
    post: str = ""
    phone: str = ""


def create_person(act: Act, facts: PersonFacts, office: Office | None) -> Account:
    """A new account without a password; its holder sets one with the link of the invitation.

    Without a first office only who governs the whole office may create somebody.
    Raises NotPermitted, RuleBroken.
    """
    require_reach(act, office.unit_id if office else None)
    account = Account(
        password=None,
        active=True,
        fs_uniquifier=uuid4().hex,
        create_datetime=act.now,
        update_datetime=act.now,
    )
    _enter(act, account, facts)
    act.session.add(account)
    act.session.flush()
    note_change(
        act,
        Change.PERSON_CREATED,
        account.name,
        after=facts_of_row(account, *_FACTS),
        unit_id=office.unit_id if office else None,
    )
    if office:
        appoint(act, account.id, office)
    return account


def change_person(act: Act, account_id: int, facts: PersonFacts, *, active: bool) -> Account:
    """Change what is kept about a person, or bar them from signing in. Raises NotPermitted, RuleBroken."""
    account = governed(act, account_id)
    before = facts_of_row(account, *_FACTS)
    if not active and account.active:
        check_not_last(act, account_id, field="active")
    _enter(act, account, facts)
    account.active = active
    note_about(act, Change.PERSON_CHANGED, account, before=before, after=facts_of_row(account, *_FACTS))
    return account


def invite(act: Act, account_id: int, *, link: str) -> None:
    """Queue the mail with which somebody sets their password. Raises NotPermitted, RuleBroken."""
    account = governed(act, account_id)
    if not account.active:
        raise RuleBroken("active", "inactive")
    tell_staff(act.as_system(), None, "staff_invited", to=[_person(account)], always=True, link=link)
    note_about(act, Change.PERSON_INVITED, account)


def reset_second_step(act: Act, account_id: int) -> None:
    """Let somebody who lost telephone and recovery codes sign in with the password alone. Raises NotPermitted."""
    account = governed(act, account_id)
    account.tf_primary_method, account.tf_totp_secret = None, None
    account.tf_last_counter, account.mf_recovery_codes = None, None
    note_about(act, Change.SECOND_STEP_RESET, account)


def change_own_choices(act: Act, *, language: str, mails_at_once: bool) -> None:
    """Keep what a member of staff chose: their language, and mails one by one or in a digest."""
    account = act.session.get_one(Account, act.actor.account_id)
    account.language, account.mails_at_once = language, mails_at_once
    account.update_datetime = act.now
    act.session.flush()


def _enter(act: Act, account: Account, facts: PersonFacts) -> None:
    name, email = nfc(facts.name).strip(), nfc(facts.email).strip().lower()
    for field, value in (("name", name), ("email", email)):
        if not value:
            raise RuleBroken(field, "missing")
    same = select(Account.id).where(func.lower(Account.email) == email, Account.id != (account.id or 0))
    if act.session.scalar(same) is not None:
        raise RuleBroken("email", "taken")
    account.name, account.email = name, email
    account.post, account.phone = nfc(facts.post).strip(), facts.phone.strip()
    account.update_datetime = act.now


def _person(account: Account) -> Person:
    return Person(
        account.id, account.name, account.post, account.email, account.active, account.language or "vi"
    )
