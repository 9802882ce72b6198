"""Lists of words, written as one reads them."""


def words(listed: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(listed.split())


def phrases(listed: str) -> frozenset[str]:
    """The entries of a list that are parted by bars and may have spaces."""
    return frozenset(listed.split("|"))
