"""Invitations, and the matters that are still to be followed by one."""

from portal.models.ballot import Invitation

__all__ = ["Invitation"]
