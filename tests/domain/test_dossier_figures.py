"""Shares of dossiers: each denominator as its source writes it."""

from datetime import date

from portal.domain.apologies import Timing
from portal.domain.dossier_figures import DossierCounts, Kept, OpenLate, Usage, Ways, open_late
from portal.domain.figures import Share

ENDED = DossierCounts(
    all=20,
    early=8,
    on_time=5,
    late=4,
    open=2,
    stopped=1,
    before_due=2,
    on_due=1,
    never=1,
    complete=3,
    promised_anew=3,
    kept_anew=2,
)
OVERDUE = OpenLate({Timing.NEVER: 1, Timing.BEFORE_DUE: 1})


def test_the_parts_make_the_whole() -> None:
    assert ENDED.adds_up
    assert not DossierCounts(all=2, early=1).adds_up
    assert (ENDED + ENDED).all == 40


def test_what_is_open_and_past_its_date_is_late_already() -> None:
    kept = Kept(ENDED, OVERDUE)
    # Open ones still in time and stopped ones are in neither part.
    assert kept.on_time == Share(13, 19)
    assert kept.early == Share(8, 19)
    assert kept.all_late == 6


def test_coverage_counts_letters_before_the_return_only() -> None:
    counts = DossierCounts(late=3, before_due=1, after_return=2, never=2)
    kept = Kept(counts, OpenLate({Timing.AFTER_DUE: 1}))
    assert kept.coverage == Share(2, 4)
    assert kept.lawful == Share(1, 4)
    assert kept.with_letter(Timing.NEVER) == 2
    assert kept.with_letter(Timing.AFTER_RETURN) == 2


def test_elements_and_new_dates() -> None:
    kept = Kept(ENDED, OVERDUE)
    assert kept.complete == Share(3, 4)
    assert kept.new_date_kept == Share(2, 3)


def test_a_date_that_ends_today_has_not_passed() -> None:
    kept = [
        {"2026-11-19": {"never": 2, "on_due": 1}, "2026-11-20": {"never": 5}},
        {"2026-11-18": {"never": 1}},
    ]
    late = open_late(kept, date(2026, 11, 20))
    assert (late.all, late.of(Timing.NEVER), late.of(Timing.ON_DUE)) == (4, 3, 1)
    assert open_late(kept, date(2026, 11, 21)).all == 9


WAYS = Ways((
    # Offered fully online and by post, and used so.
    Usage(
        1, True, True, True, DossierCounts(all=10, online_full=6, postal=2, returned=8, returned_by_post=1)
    ),
    # Offered partly online, never by post.
    Usage(2, True, False, False, DossierCounts(all=5, online_partial=1, returned=4)),
    # Offered by post and online, nothing came in.
    Usage(3, True, True, True, DossierCounts()),
    # Offered in no such way.
    Usage(4, False, False, False, DossierCounts(all=25, counter=25, returned=20)),
))


def test_postal_shares_are_of_procedures_with_postal_transactions() -> None:
    # [000-23]: of all dossiers of procedures that had anything by post, not of all dossiers.
    assert WAYS.received_by_post == Share(2, 10)
    assert WAYS.returned_by_post == Share(1, 8)
    # [000-22]: of the procedures offered by post.
    assert WAYS.postal_procedures_used == Share(1, 2)


def test_a_result_by_post_makes_a_postal_procedure_too() -> None:
    ways = Ways((Usage(1, False, False, True, DossierCounts(all=4, returned=2, returned_by_post=2)),))
    assert ways.received_by_post == Share(0, 4)
    assert ways.returned_by_post == Share(2, 2)


def test_online_shares_are_of_what_is_offered_at_that_level() -> None:
    assert WAYS.online_procedures_used == Share(2, 3)
    assert WAYS.online_full_share == Share(6, 10)
    assert WAYS.online_partial_share == Share(1, 5)
    assert WAYS.online_of_all == Share(7, 40)
