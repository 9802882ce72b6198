"""The transition table of the rules (§2, §13), copied by hand and kept apart from the one in the code.

Columns: event | from | to | who may | what it must say.
"""

from dataclasses import dataclass

from portal.domain.events import EventKind
from portal.domain.states import State

WRITTEN = """
routed               | received                                  | routed             | coordinator, system, at entry operator                       | unit_id, reason
rerouted             | routed, in_progress                       | routed             | coordinator, system                                          | unit_id, reason
accepted             | routed, in_progress                       | in_progress        | officer, leader                                              | officer_id
assigned             | routed, in_progress                       | in_progress        | coordinator, leader, system                                  | officer_id
returned             | routed, in_progress                       | received           | officer, leader                                              | reason
step_undone          | routed                                    | received           | coordinator, officer, leader                                 | unit_id
step_undone          | in_progress                               | routed             | coordinator, officer, leader                                 | unit_id
given_back           | in_progress                               | SAME               | coordinator, officer, leader                                 | officer_id
reclassified         | OPEN                                      | SAME               | coordinator, officer, leader                                 | kind or category_id, reason
asked                | in_progress                               | waiting_for_sender | officer, leader                                              | text
replied              | waiting_for_sender                        | in_progress        | operator, coordinator, officer, leader, overseer, sender     | text
wait_expired         | waiting_for_sender                        | in_progress        | system                                                       |
extended             | in_progress, waiting_for_sender           | SAME               | leader                                                       | reason, until
answered             | in_progress, waiting_for_sender           | answered           | officer, leader                                              | answer_id, outcome
answered             | merged                                    | answered           | system                                                       | answer_id, outcome
closed               | answered                                  | closed             | officer, leader, system                                      |
reopening_requested  | answered, closed                          | reopen_requested   | operator, coordinator, officer, leader, overseer, sender     | reason
reopened             | reopen_requested                          | in_progress        | leader, overseer                                             | reason
reopened             | answered, closed                          | in_progress        | overseer                                                     | reason
reopening_refused    | reopen_requested                          | BEFORE             | leader, overseer                                             | reason
refusal_proposed     | received, routed, in_progress             | SAME               | coordinator, officer, leader                                 | reason_code, text
refused              | received, routed, in_progress             | not_accepted       | coordinator, leader                                          | reason_code, text
handed_over          | received, routed, in_progress             | handed_over        | coordinator, leader                                          | agency, slip_id
withdrawn            | OPEN                                      | withdrawn          | operator, coordinator, officer, leader, sender               | reason
merged               | OPEN                                      | merged             | coordinator, leader, system                                  | main_case_id
unmerged             | merged                                    | BEFORE             | coordinator, leader, system                                  | main_case_id
diverted             | ANY                                       | diverted           | operator, coordinator, officer, leader, system               | procedure
"""  # noqa: E501 -- a table is read across

OPEN = "received, routed, in_progress, waiting_for_sender, reopen_requested"
# Who may only while the case is being opened.
AT_ENTRY = "at entry "
# A diverted case has left; diverting it again would say nothing.
ANY = ", ".join(state for state in State if state is not State.DIVERTED)


@dataclass(frozen=True)
class Row:
    """One event in one state, as the rules have it."""

    event: EventKind
    source: State
    target: str
    who: frozenset[str]
    at_entry: frozenset[str]
    needs: tuple[str, ...]


def listed(cell: str) -> list[str]:
    """The words of a cell."""
    return [word.strip() for word in cell.split(",") if word.strip()]


def rows() -> list[Row]:
    """The table with a row for every event and state it may happen in."""
    table = []
    for line in WRITTEN.strip().splitlines():
        event, sources, target, who, needs = (cell.strip() for cell in line.split("|"))
        for source in listed(sources.replace("OPEN", OPEN).replace("ANY", ANY)):
            told, people = tuple(listed(needs)), listed(who)
            always = frozenset(each for each in people if not each.startswith(AT_ENTRY))
            entering = frozenset(each.removeprefix(AT_ENTRY) for each in people) - always
            table.append(Row(EventKind(event), State(source), target, always, entering, told))
    return table


ROWS = {(row.event, row.source): row for row in rows()}
WHOLE_FACTS: dict[str, object] = {
    "unit_id": 2,
    "officer_id": 12,
    "reason": "vì lý do",
    "kind": "question",
    "text": "nội dung",
    "until": "2026-12-01",
    "answer_id": 5,
    "outcome": "handled",
    "reason_code": "no_content",
    "agency": "Bộ Công Thương",
    "slip_id": 7,
    "main_case_id": 3,
    "procedure": "complaint",
}


def target_of(row: Row, before: State | None) -> State | None:
    """Where a row leads from its state; None when there is no state to go back to."""
    if row.target == "SAME":
        return row.source
    return before if row.target == "BEFORE" else State(row.target)
