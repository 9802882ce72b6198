"""What readers look for in a list, as the address of the page says it."""

from typing import Any


class Wished:
    """The entries of a wish; an empty one wants nothing in particular."""

    __slots__: tuple[str, ...] = ()

    def query(self) -> dict[str, Any]:
        """What an address needs to say the same."""
        parts = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in parts.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words was chosen."""
        return bool(set(self.query()) - {"q"})
