"""People: accounts, their appointments with dates, their deputies, and what they choose for themselves."""

from portal.models.account import Account
from portal.services.act import Act


def change_own_choices(act: Act, *, language: str, mails_at_once: bool) -> None:
    """Keep what a member of staff chose: their language, and mails one by one or in a digest."""
    account = act.session.get_one(Account, act.actor.account_id)
    account.language, account.mails_at_once = language, mails_at_once
    account.update_datetime = act.now
    act.session.flush()
