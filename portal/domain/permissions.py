"""Who may do what: one table from permission to roles (rules §13)."""

from enum import StrEnum


class Role(StrEnum):
    """What a person does in a unit; given with dates."""

    OPERATOR = "operator"
    COORDINATOR = "coordinator"
    OFFICER = "officer"
    LEADER = "leader"
    OVERSEER = "overseer"
    ADMINISTRATOR = "administrator"
    SEALED_CASE_OFFICER = "sealed_case_officer"


class Permission(StrEnum):
    """One thing that may be done."""

    SEE_CASES = "see_cases"
    ENTER_CASES = "enter_cases"
    ROUTE = "route"
    ACCEPT = "accept"
    ASSIGN = "assign"
    RETURN = "return"
    UNDO = "undo"
    RECLASSIFY = "reclassify"
    ASK = "ask"
    NOTE = "note"
    EXTEND = "extend"
    ASK_OPINION = "ask_opinion"
    GIVE_OPINION = "give_opinion"
    NOTIFY_INTERIM = "notify_interim"
    WRITE_ANSWER = "write_answer"
    APPROVE_ANSWER = "approve_answer"
    PUBLISH = "publish"
    CLOSE = "close"
    RECORD_RESOLUTION = "record_resolution"
    CHASE = "chase"
    DECIDE_REOPENING = "decide_reopening"
    REOPEN_BY_OVERSIGHT = "reopen_by_oversight"
    PROPOSE_REFUSAL = "propose_refusal"
    REFUSE = "refuse"
    HAND_OVER = "hand_over"
    RECORD_WITHDRAWAL = "record_withdrawal"
    MERGE = "merge"
    SPLIT = "split"
    DIVERT = "divert"
    CALL_BACK = "call_back"
    CORRECT_RECORD = "correct_record"
    SEE_RATINGS = "see_ratings"
    SEE_FIGURES = "see_figures"
    EXPORT_REGISTER = "export_register"
    REASSIGN_WORK = "reassign_work"
    OPEN_SEALED = "open_sealed"
    SEE_DOSSIERS = "see_dossiers"
    IMPORT_DOSSIERS = "import_dossiers"
    MARK_SOLVED = "mark_solved"
    WRITE_LETTER = "write_letter"
    APPROVE_LETTER = "approve_letter"
    ISSUE_LETTER = "issue_letter"
    ENTER_INDICATORS = "enter_indicators"
    MANAGE_SURVEYS = "manage_surveys"
    ENTER_BALLOTS = "enter_ballots"
    READ_BALLOT_WORDS = "read_ballot_words"
    SEE_REMEDIES = "see_remedies"
    WRITE_REMEDY = "write_remedy"
    PUBLISH_REMEDY = "publish_remedy"
    CONFIGURE = "configure"


class By(StrEnum):
    """Who acts when it is not a member of staff."""

    SENDER = "sender"
    SYSTEM = "system"


_OPERATOR, _COORDINATOR = Role.OPERATOR, Role.COORDINATOR
_OFFICER, _LEADER, _OVERSEER = Role.OFFICER, Role.LEADER, Role.OVERSEER

PERMITTED: dict[Permission, frozenset[Role]] = {
    Permission.SEE_CASES: frozenset({_OPERATOR, _COORDINATOR, _OFFICER, _LEADER, _OVERSEER}),
    Permission.ENTER_CASES: frozenset({_OPERATOR, _COORDINATOR}),
    Permission.ROUTE: frozenset({_COORDINATOR}),
    Permission.ACCEPT: frozenset({_OFFICER, _LEADER}),
    Permission.ASSIGN: frozenset({_COORDINATOR, _LEADER}),
    Permission.RETURN: frozenset({_OFFICER, _LEADER}),
    # Only what one did oneself a moment ago; the service knows that.
    Permission.UNDO: frozenset({_COORDINATOR, _OFFICER, _LEADER}),
    Permission.RECLASSIFY: frozenset({_COORDINATOR, _OFFICER, _LEADER}),
    Permission.ASK: frozenset({_OFFICER, _LEADER}),
    Permission.NOTE: frozenset({_OPERATOR, _COORDINATOR, _OFFICER, _LEADER, _OVERSEER}),
    Permission.EXTEND: frozenset({_LEADER}),
    Permission.ASK_OPINION: frozenset({_COORDINATOR, _OFFICER, _LEADER}),
    # Of the unit that was asked, whoever has the case.
    Permission.GIVE_OPINION: frozenset({_OFFICER, _LEADER}),
    Permission.NOTIFY_INTERIM: frozenset({_OFFICER, _LEADER}),
    Permission.WRITE_ANSWER: frozenset({_OFFICER, _LEADER}),
    Permission.APPROVE_ANSWER: frozenset({_LEADER}),
    Permission.PUBLISH: frozenset({_COORDINATOR, _LEADER}),
    Permission.CLOSE: frozenset({_OFFICER, _LEADER}),
    Permission.RECORD_RESOLUTION: frozenset({_OFFICER, _LEADER}),
    # A leader from above the unit only: the service knows who that is.
    Permission.CHASE: frozenset({_LEADER, _OVERSEER}),
    # The leader the first time, oversight the second (rules §6); the service knows which it is.
    Permission.DECIDE_REOPENING: frozenset({_LEADER, _OVERSEER}),
    Permission.REOPEN_BY_OVERSIGHT: frozenset({_OVERSEER}),
    Permission.PROPOSE_REFUSAL: frozenset({_COORDINATOR, _OFFICER, _LEADER}),
    Permission.REFUSE: frozenset({_COORDINATOR, _LEADER}),
    Permission.HAND_OVER: frozenset({_COORDINATOR, _LEADER}),
    Permission.RECORD_WITHDRAWAL: frozenset({_OPERATOR, _COORDINATOR, _OFFICER, _LEADER}),
    Permission.MERGE: frozenset({_COORDINATOR, _LEADER}),
    Permission.SPLIT: frozenset({_COORDINATOR, _OFFICER, _LEADER}),
    Permission.DIVERT: frozenset({_OPERATOR, _COORDINATOR, _OFFICER, _LEADER}),
    Permission.CALL_BACK: frozenset({_OPERATOR, _COORDINATOR, _OFFICER, _LEADER}),
    # Of the receiving unit, whose people wrote it down.
    Permission.CORRECT_RECORD: frozenset({_OPERATOR, _COORDINATOR}),
    Permission.SEE_RATINGS: frozenset({_LEADER, _OVERSEER}),
    Permission.SEE_FIGURES: frozenset({_COORDINATOR, _LEADER, _OVERSEER, Role.ADMINISTRATOR}),
    Permission.EXPORT_REGISTER: frozenset({_COORDINATOR, _LEADER, _OVERSEER}),
    Permission.REASSIGN_WORK: frozenset({_COORDINATOR, _LEADER}),
    Permission.OPEN_SEALED: frozenset({Role.SEALED_CASE_OFFICER}),
    Permission.SEE_DOSSIERS: frozenset({_OPERATOR, _COORDINATOR, _OFFICER, _LEADER, _OVERSEER}),
    Permission.IMPORT_DOSSIERS: frozenset({_COORDINATOR, _LEADER, Role.ADMINISTRATOR}),
    Permission.MARK_SOLVED: frozenset({_COORDINATOR, _OFFICER, _LEADER}),
    Permission.WRITE_LETTER: frozenset({_COORDINATOR, _OFFICER, _LEADER}),
    # The head of the competent agency signs, not the counter (NĐ 61/2018 Đ19.9).
    Permission.APPROVE_LETTER: frozenset({_LEADER}),
    Permission.ISSUE_LETTER: frozenset({_COORDINATOR, _OFFICER, _LEADER}),
    Permission.ENTER_INDICATORS: frozenset({_COORDINATOR, _LEADER, _OVERSEER}),
    # Questionnaires, ways in and campaigns: by those who are not judged by them.
    Permission.MANAGE_SURVEYS: frozenset({_OVERSEER, Role.ADMINISTRATOR}),
    Permission.ENTER_BALLOTS: frozenset({_OPERATOR, _COORDINATOR}),
    Permission.READ_BALLOT_WORDS: frozenset({_LEADER, _OVERSEER}),
    Permission.SEE_REMEDIES: frozenset({_OFFICER, _LEADER, _OVERSEER}),
    Permission.WRITE_REMEDY: frozenset({_OFFICER, _LEADER}),
    Permission.PUBLISH_REMEDY: frozenset({_LEADER}),
    Permission.CONFIGURE: frozenset({Role.ADMINISTRATOR}),
}

# These roles reach the units below their own; an officer works for one unit only.
REACHES_DOWN = frozenset({
    _OPERATOR,
    _COORDINATOR,
    _LEADER,
    _OVERSEER,
    Role.ADMINISTRATOR,
    Role.SEALED_CASE_OFFICER,
})

# For the unit that has the case only; the others are also for the receiving unit, which stays responsible.
HOLDERS_ONLY = frozenset({
    Permission.ACCEPT,
    Permission.ASSIGN,
    Permission.RETURN,
    Permission.ASK,
    Permission.EXTEND,
    Permission.WRITE_ANSWER,
    Permission.APPROVE_ANSWER,
    Permission.CLOSE,
    Permission.RECORD_RESOLUTION,
    Permission.CHASE,
    Permission.DECIDE_REOPENING,
})

# For the receiving unit only, whoever has the case.
RECEIVERS_ONLY = frozenset({Permission.CORRECT_RECORD})
