"""The first page: the question, the promise, three doors, and how well the promise is kept."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.models.figure import Basis
