"""The office that every page names, and the unit that receives what is sent to it."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, current_app

from portal.domain.office_contacts import OfficeContacts, office_contacts
from portal.domain.time import local_day
from portal.queries.office_day import receiving_unit as root_unit
from portal.queries.settings import UnitNode
from portal.services.word_message import Office
from portal.web.shared.acting import language, now, settings


@dataclass(frozen=True, slots=True)
class OfficeView:
    """The office as the layouts show it."""

    name: str
    short_name: str
    hotline: str
    hotline_href: str
    email: str
    address: str
    logo_href: str = ""
    stylesheet_href: str = ""


def office() -> OfficeView:
    """The office of this installation, from the operators' settings: error pages need no database."""
    config = current_app.config
    hotline = config["OFFICE_HOTLINE"]
    return OfficeView(
        name=config["OFFICE_NAME"],
        short_name=initials(config["OFFICE_NAME"]),
        hotline=hotline,
        hotline_href="tel:" + "".join(char for char in hotline if char.isdigit() or char == "+"),
        email=config["OFFICE_EMAIL"],
        address=config["OFFICE_ADDRESS"],
    )


def contacts_of_office() -> OfficeContacts:
    """The contacts that every page shows: naming them in a public answer hides nothing."""
    here = office()
    return office_contacts(phones=[here.hotline], emails=[here.email], addresses=[here.address])


def office_in_messages() -> Office:
    """The office as messages name it, without the key: what is shown to staff holds nobody's code."""
    config = current_app.config
    return Office(config["OFFICE_NAME"], config["OFFICE_HOTLINE"], config["BASE_URL"].rstrip("/"), b"")


def office_with_key() -> Office:
    """The office with the key that secrets come from, for what is handed to the person it belongs to."""
    key = current_app.config["TRACKING_KEY"].encode()
    return replace(office_in_messages(), tracking_key=key)


def initials(name: str) -> str:
    """What an office is called for short: "Sở Công Thương tỉnh Bình An" is "SCT", "UBND xã …" stays "UBND"."""
    words = name.split()
    if words and words[0].isupper():
        return words[0][:4]
    proper = 0
    while proper < len(words) and words[proper][0].isupper():
        proper += 1
    return "".join(word[0] for word in words[:proper])[:4]


def receiving_unit() -> UnitNode | None:
    """The unit in whose register everything sent here is entered: the root of the tree."""
    return root_unit(settings(), local_day(now()))


def install_office(app: Flask) -> None:
    """Make the office and the two languages known to all templates."""

    @app.context_processor
    def everywhere() -> dict[str, Any]:
        here = language()
        return {"office": office(), "locale": here, "other_locale": "vi" if here == "en" else "en"}
