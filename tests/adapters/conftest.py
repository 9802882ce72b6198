"""Fixtures for the tests of the search index."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.adapters.whoosh_index import WhooshIndex
from portal.ports import PublishedText

IndexOf = Callable[..., WhooshIndex]


@pytest.fixture
def index_of(tmp_path: Path) -> IndexOf:
    """Makes an index that holds these texts."""

    def made(*texts: PublishedText) -> WhooshIndex:
        index = WhooshIndex(tmp_path / "index")
        index.rebuild(iter(texts))
        return index

    return made
