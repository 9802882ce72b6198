"""Why a service refuses; each error carries facts and the edge finds the words."""

from dataclasses import dataclass

from portal.domain.permissions import Permission


class ServiceError(Exception):
    """A refusal that a person caused and can understand.

    Not frozen: context managers such as `no_autoflush` write the traceback of what passes through them.
    """


@dataclass(unsafe_hash=True)
class NotPermitted(ServiceError):
    """The actor may not do this here."""

    permission: Permission | None


@dataclass(unsafe_hash=True)
class ChangedMeanwhile(ServiceError):
    """Somebody else changed the case since it was opened."""

    reference: str


@dataclass(unsafe_hash=True)
class RuleBroken(ServiceError):
    """An entry that breaks a rule; `field` names the entry, `code` the rule."""

    field: str
    code: str
