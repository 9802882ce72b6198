"""Delivers the outbox."""

from portal.jobs.running import log, session, system_act
from portal.ports import Ports, Refused, Unavailable
from portal.services.deliver_message import (
    Parcel,
    carry,
    claim,
    due_messages,
    note_failure,
    note_sent,
    pack,
)
from portal.services.word_message import Office


def deliver(ports: Ports, office: Office) -> int:
    """Carry every message that is due; returns how many the outside took."""
    sent = 0
    while ids := due_messages(session(), system_act().now):
        for message_id in ids:
            parcel = _claimed(message_id, office)
            sent += parcel is not None and _carried(parcel, ports)
    return sent


def _claimed(message_id: int, office: Office) -> Parcel | None:
    """A message taken for this worker, the claim committed before anything is sent."""
    act = system_act()
    message = claim(act.session, message_id, act.now)
    session().commit()
    if message is None:
        return None
    try:
        return pack(act, message, office)
    except Exception as error:  # noqa: BLE001  # one message that cannot be worded must not stop the outbox
        session().rollback()
        _failed(message_id, Refused(type(error).__name__))
        return None


def _carried(parcel: Parcel, ports: Ports) -> bool:
    try:
        carry(parcel, ports)
    except (Unavailable, Refused) as error:
        _failed(parcel.message_id, error)
        return False
    except Exception as error:  # noqa: BLE001  # nor one that breaks what carries it: it would come first every time
        session().rollback()
        _failed(parcel.message_id, Unavailable(type(error).__name__))
        return False
    act = system_act()
    note_sent(act, parcel.message_id)
    session().commit()
    return True


def _failed(message_id: int, error: Unavailable | Refused) -> None:
    log.warning("message_not_sent", message=message_id, error=type(error).__name__)
    note_failure(system_act(), message_id, error)
    session().commit()
