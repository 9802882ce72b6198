"""Kinds and channels: what is taken as a case, and what is counted apart."""

from portal.domain.kinds import COUNTED_APART, MAIN_KINDS, OPERATOR_CHANNELS, Channel, Kind


def test_it_takes_neither_complaints_nor_denunciations() -> None:
    assert set(Kind) - set(MAIN_KINDS) == {Kind.COMPLAINT, Kind.DENUNCIATION}


def test_it_counts_praise_suggestions_and_initiatives_apart() -> None:
    assert {Kind.SUGGESTION, Kind.PRAISE, Kind.INITIATIVE} == COUNTED_APART
    assert set(MAIN_KINDS) > COUNTED_APART


def test_it_offers_operators_every_channel_that_no_machine_feeds() -> None:
    assert set(Channel) - set(OPERATOR_CHANNELS) == {Channel.WEB_FORM, Channel.KIOSK, Channel.API}
    assert OPERATOR_CHANNELS[0] is Channel.HOTLINE
