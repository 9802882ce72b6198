"""Channels and online levels as one-stop programs call them."""

import pytest

from portal.domain.dossier_channels import (
    DossierChannel,
    OnlineLevel,
    channel_at,
    dossier_channel,
    online_level,
    says_online,
)


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("Trực tiếp", DossierChannel.COUNTER),
        ("TRỰC TIẾP TẠI BỘ PHẬN MỘT CỬA", DossierChannel.COUNTER),
        ("Trực tuyến một phần", DossierChannel.ONLINE_PARTIAL),
        ("DVC trực tuyến mức độ 3", DossierChannel.ONLINE_PARTIAL),
        ("Trực tuyến (toàn trình)", DossierChannel.ONLINE_FULL),
        ("Mức độ 4", DossierChannel.ONLINE_FULL),
        ("Bưu chính công ích", DossierChannel.POSTAL),
        ("Qua BCCI", DossierChannel.POSTAL),
        ("counter", DossierChannel.COUNTER),  # the names of this portal
        ("online_full", DossierChannel.ONLINE_FULL),
        ("online_partial", DossierChannel.ONLINE_PARTIAL),
        ("postal", DossierChannel.POSTAL),
        ("Trực tuyến", None),  # in part or in full?
        ("Mức độ 3, 4", None),
        ("Nhờ người quen", None),
        ("", None),
    ],
)
def test_it_knows_channels_by_their_words(words: str, channel: DossierChannel | None) -> None:
    assert dossier_channel(words) is channel


@pytest.mark.parametrize(
    ("words", "online"), [("Trực tuyến", True), ("Online", True), ("Toàn trình", False), ("Trực tiếp", False)]
)
def test_it_knows_when_online_is_all_that_is_said(words: str, online: bool) -> None:
    assert says_online(words) is online


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Toàn trình", OnlineLevel.FULL),
        ("4", OnlineLevel.FULL),
        ("Dịch vụ công trực tuyến một phần", OnlineLevel.PARTIAL),
        ("3", OnlineLevel.PARTIAL),
        ("Không", OnlineLevel.NONE),
        ("Cung cấp thông tin trực tuyến", OnlineLevel.NONE),
        ("2", OnlineLevel.NONE),
        ("cao", None),
        ("5", None),
    ],
)
def test_it_knows_levels_by_words_and_numbers(words: str, level: OnlineLevel | None) -> None:
    assert online_level(words) is level


def test_it_knows_what_online_means_for_a_procedure() -> None:
    assert channel_at(OnlineLevel.FULL) is DossierChannel.ONLINE_FULL
    assert channel_at(OnlineLevel.PARTIAL) is DossierChannel.ONLINE_PARTIAL
    assert channel_at(OnlineLevel.NONE) is None
    assert channel_at(None) is None
