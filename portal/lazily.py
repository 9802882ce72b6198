"""Libraries that few processes need, loaded when one of them is first used.

A web process that never draws a spreadsheet nor migrates a database keeps their memory free.
"""

from importlib import import_module
from typing import Any


class Lazily:
    """Stands for a module, `xlsxwriter = Lazily("xlsxwriter")`, until a name of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, item: str) -> Any:
        """What the module has by that name. Raises ImportError where it is not installed."""
        return getattr(import_module(self._name), item)
