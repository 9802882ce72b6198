"""The portal as it runs, but with limits out of the way of the load."""

import os
from dataclasses import dataclass

from flask import Flask

from config import Config
from portal.app import create_app


@dataclass(frozen=True)
class Measured(Config):
    """The settings of the environment, without rate limits."""

    @property
    def RATELIMIT_ENABLED(self) -> bool:  # Flask's name
        return False


def make_app() -> Flask:
    """The portal on the database of the environment."""
    return create_app(Measured.from_environment(os.environ))
