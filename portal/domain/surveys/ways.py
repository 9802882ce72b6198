"""How ballots come in, and whether anybody chose who answers."""

from enum import StrEnum


class BallotWay(StrEnum):
    """The way a ballot came in."""

    EMAIL_LINK = "email_link"
    SMS_LINK = "sms_link"
    COUNTER_CODE = "counter_code"
    RECEIPT_CODE = "receipt_code"
    KIOSK = "kiosk"
    PAGE = "page"
    EMBEDDED = "embedded"
    PHONE = "phone"
    PAPER = "paper"


# Staff type what somebody else said; nobody measures how fast, and many share the keyboard.
ENTERED = frozenset({BallotWay.PHONE, BallotWay.PAPER})
SHARED = ENTERED | {BallotWay.KIOSK}


class PointKind(StrEnum):
    """A standing way in, open to everybody who comes by: always voluntary."""

    COUNTER = "counter"  # a QR code at a counter
    KIOSK = "kiosk"
    PAGE = "page"  # an address to hand on
    EMBEDDED = "embedded"  # a frame in another site


WAY_OF_POINT = {
    PointKind.COUNTER: BallotWay.COUNTER_CODE,
    PointKind.KIOSK: BallotWay.KIOSK,
    PointKind.PAGE: BallotWay.PAGE,
    PointKind.EMBEDDED: BallotWay.EMBEDDED,
}


# Where each kind answers, before its code.
PATH_OF_POINT = {
    PointKind.COUNTER: "/survey/",
    PointKind.KIOSK: "/kiosk/",
    PointKind.PAGE: "/survey/",
    PointKind.EMBEDDED: "/embed/",
}


class CampaignStatus(StrEnum):
    """How far a sampled survey is."""

    DRAFT = "draft"
    DRAWN = "drawn"
    RUNNING = "running"
    CLOSED = "closed"


class Population(StrEnum):
    """Whom a sample is drawn from."""

    CASES = "cases"
    DOSSIERS = "dossiers"
