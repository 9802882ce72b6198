"""The pages of Flask-Security, which comes without types, behind one that says what it returns."""

from collections.abc import Callable
from typing import Any, cast

from flask.typing import ResponseReturnValue


def page(view: Callable[..., Any], *given: object) -> ResponseReturnValue:
    """The answer of one of its pages."""
    return cast(ResponseReturnValue, view(*given))
