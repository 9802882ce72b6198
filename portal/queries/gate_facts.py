"""What the publication gate knows of a case and of the office."""

from portal.domain.office_contacts import OfficeContacts, office_contacts
from portal.domain.privacy.own_contact import OwnContact
from portal.domain.publication_gate import About
from portal.models.case import Sender
from portal.queries.settings import Settings


def about_sender(sender: Sender | None) -> About:
    """The sender's name and contacts, to be found again in a text; nothing of one who gave none."""
    if sender is None:
        return About()
    return About(sender.name, OwnContact(sender.phone, sender.email, sender.address))


def contacts_of_units(settings: Settings) -> OfficeContacts:
    """Hotlines, mail and addresses of all units, those of the past too: old answers name them."""
    units = settings.units.values()
    return office_contacts(
        phones=(unit.hotline for unit in units),
        emails=(unit.email for unit in units),
        addresses=(unit.address for unit in units),
    )
