"""Sampled surveys: invitations and reminders that are due, campaigns whose last day is past."""

from collections.abc import Sequence

from portal.jobs.running import each_alone, session, system_act
from portal.services.act import Act
from portal.services.surveys.run_campaign import (
    due_invitations,
    end_campaign,
    ended_campaigns,
    put_off_invitations,
    send_due,
)

# So many portions in a round: the other jobs have their turn, and a mail server is not flooded.
PORTIONS = 10


def run_surveys() -> int:
    """Close what is over, then queue what is due; returns how many campaigns and portions were seen to."""
    act = system_act()
    done = each_alone(ended_campaigns(session(), act), end_campaign, on_error=_leave)
    for _portion in range(PORTIONS):
        due = due_invitations(session(), system_act().now)
        if not due:
            break
        done += each_alone([due], send_due, on_error=_put_off)
    return done


def _put_off(act: Act, due: Sequence[int], error: Exception) -> None:
    put_off_invitations(act, due)


def _leave(act: Act, campaign_id: int, error: Exception) -> None:
    """It is still running and comes up again in the next round."""
