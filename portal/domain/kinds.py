"""What comes in: kinds of case, channels, senders, and how a sender wants to be answered."""

from enum import StrEnum


class Kind(StrEnum):
    """The kind of a case (rules §1)."""

    FEEDBACK = "feedback"
    PETITION = "petition"
    QUESTION = "question"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    INITIATIVE = "initiative"
    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"


# Complaints and denunciations follow laws of their own (rules §7) and are never taken as cases here.
MAIN_KINDS = tuple(kind for kind in Kind if kind not in (Kind.COMPLAINT, Kind.DENUNCIATION))
# Counted apart, and no lateness is held against the office for praise.
COUNTED_APART = frozenset({Kind.SUGGESTION, Kind.PRAISE, Kind.INITIATIVE})


class Channel(StrEnum):
    """How a case reached the office."""

    WEB_FORM = "web_form"
    HOTLINE = "hotline"
    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    SUGGESTION_BOX = "suggestion_box"
    IN_PERSON = "in_person"
    SOCIAL_NETWORK = "social_network"
    RADIO = "radio"
    KIOSK = "kiosk"
    OTHER_AGENCY = "other_agency"
    API = "api"


# What an operator may enter by hand on the hotline screen.
OPERATOR_CHANNELS = (
    Channel.HOTLINE,
    Channel.IN_PERSON,
    Channel.LETTER,
    Channel.SUGGESTION_BOX,
    Channel.SOCIAL_NETWORK,
    Channel.EMAIL,
    Channel.SMS,
    Channel.RADIO,
    Channel.OTHER_AGENCY,
)


# What staff wrote down of somebody's words, spoken or on paper; it can be corrected, what a sender typed cannot.
WRITTEN_DOWN = frozenset({
    Channel.HOTLINE,
    Channel.IN_PERSON,
    Channel.LETTER,
    Channel.SUGGESTION_BOX,
    Channel.RADIO,
})


class SenderKind(StrEnum):
    """Who sends: a person, an organisation, or nobody who gave a name."""

    PERSON = "person"
    ORGANISATION = "organisation"
    ANONYMOUS = "anonymous"


class ReplyBy(StrEnum):
    """How the sender wants to be answered."""

    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    POST = "post"
    IN_PERSON = "in_person"
    NONE = "none"


class Urgency(StrEnum):
    """How fast a matter must move; a clock policy may name one."""

    NORMAL = "normal"
    URGENT = "urgent"
