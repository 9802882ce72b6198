"""Who may open what: every route stands in one table, and an outsider tries them all."""

from enum import Enum

import pytest
from flask import Flask
from werkzeug.routing import Rule

from portal.domain.permissions import PERMITTED, Permission, Role
from tests.support.client import CheckingClient


class Anyone(Enum):
    """The two audiences that are not a role."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"


PUBLIC, SIGNED_IN = Anyone.PUBLIC, Anyone.SIGNED_IN
SEEING = frozenset({Role.OPERATOR, Role.COORDINATOR, Role.OFFICER, Role.LEADER, Role.OVERSEER})
TELLING = SEEING - {Role.OVERSEER}
HANDLING = frozenset({Role.OFFICER, Role.LEADER})
DOING_MANY = SEEING - {Role.OPERATOR}
CONFIGURING = frozenset({Role.ADMINISTRATOR})

# The pages of administration about surveys.
SURVEYING = (
    "begin_questionnaire_draft bring_questionnaire campaign campaigns change_campaign "
    "close_campaign close_survey_point confirm_campaign_end confirm_questionnaire draw_campaign drop_campaign "
    "drop_questionnaire_draft export_questionnaire move_in_questionnaire new_campaign "
    "new_questionnaire new_survey_point preview_questionnaire publish_questionnaire "
    "questionnaire questionnaire_draft questionnaire_item questionnaire_scale questionnaire_section "
    "questionnaire_version questionnaire_words questionnaires remove_from_questionnaire remove_survey_site "
    "reopen_survey_point restore_questionnaire retire_questionnaire start_campaign survey_point "
    "survey_points survey_sites try_questionnaire"
)

TYPING_BALLOTS = "ballot_batch ballots drop_ballot put_off_ballot_call save_ballot take_ballot_call"
SHOWING_FIGURES = (
    *("dashboard", "dossier_figures_page", "enter_evaluation", "evaluation_page", "figures_csv"),
    *("figures_workbook", "new_report", "report", "report_again", "report_file", "report_picture"),
    *("reports", "survey_csv_file", "survey_results", "survey_workbook"),
)

# Endpoint: who may open it. Roles are those of portal/domain/permissions.py.
ACCESS: dict[str, Anyone | frozenset[Role]] = {
    "static": PUBLIC,
    "health.alive": PUBLIC,
    "health.ready": PUBLIC,
    "account.sign_in": PUBLIC,
    "account.login": PUBLIC,
    "account.forgot_password": PUBLIC,
    "account.reset_password": PUBLIC,
    "account.two_factor_token_validation": PUBLIC,
    "account.mf_recovery": PUBLIC,
    "account.two_factor_rescue": PUBLIC,
    "account.two_factor_setup": SIGNED_IN,
    "account.two_factor_setup_validate": SIGNED_IN,
    "account.mf_recovery_codes": SIGNED_IN,
    "account.change_password": SIGNED_IN,
    "account.verify": SIGNED_IN,
    "account.home": SIGNED_IN,
    "account.profile": SIGNED_IN,
    "account.sign_out": PUBLIC,
    # Opened by a token of its own, never by a session.
    "api.dossiers": SIGNED_IN,
    "api.figures": PUBLIC,
    **{f"admin.{name}": PERMITTED[Permission.MANAGE_SURVEYS] for name in SURVEYING.split()},
    **{f"desk.{name}": PERMITTED[Permission.ENTER_BALLOTS] for name in TYPING_BALLOTS.split()},
    "admin.api_tokens": CONFIGURING,
    "admin.area": CONFIGURING,
    "admin.areas": CONFIGURING,
    "admin.audit": CONFIGURING,
    "admin.calendar": CONFIGURING,
    "admin.calendar_apply": CONFIGURING,
    "admin.calendar_day": CONFIGURING,
    "admin.calendar_import": CONFIGURING,
    "admin.calendar_propose": CONFIGURING,
    "admin.calendar_sure": CONFIGURING,
    "admin.calendar_year": CONFIGURING,
    "admin.categories": CONFIGURING,
    "admin.category": CONFIGURING,
    "admin.close_unit": CONFIGURING,
    "admin.confirm_policy": CONFIGURING,
    "admin.confirm_unit_switch": CONFIGURING,
    "admin.end_policy": CONFIGURING,
    "admin.end_post": CONFIGURING,
    "admin.end_stand_in": CONFIGURING,
    "admin.end_unit_switch": CONFIGURING,
    "admin.forget_second_step": CONFIGURING,
    "admin.message": CONFIGURING,
    "admin.messages": CONFIGURING,
    "admin.new_appointment": CONFIGURING,
    "admin.new_area": CONFIGURING,
    "admin.new_category": CONFIGURING,
    "admin.new_deputy": CONFIGURING,
    "admin.new_person": CONFIGURING,
    "admin.new_policy": CONFIGURING,
    "admin.new_rule": CONFIGURING,
    "admin.new_succession": CONFIGURING,
    "admin.new_text": CONFIGURING,
    "admin.new_unit": CONFIGURING,
    "admin.open_unit": CONFIGURING,
    "admin.people": CONFIGURING,
    "admin.person": CONFIGURING,
    "admin.policies": CONFIGURING,
    "admin.restore_message": CONFIGURING,
    "admin.rule": CONFIGURING,
    "admin.rules": CONFIGURING,
    "admin.send_invitation": CONFIGURING,
    "admin.shift_rule": CONFIGURING,
    "admin.start": CONFIGURING,
    "admin.succession": CONFIGURING,
    "admin.successions": CONFIGURING,
    "admin.switch": CONFIGURING,
    "admin.switches": CONFIGURING,
    "admin.target": CONFIGURING,
    "admin.targets": CONFIGURING,
    "admin.new_target": CONFIGURING,
    "admin.text": CONFIGURING,
    "admin.texts": CONFIGURING,
    "admin.unit": CONFIGURING,
    "admin.revoke_api_token": CONFIGURING,
    "admin.certificate": CONFIGURING,
    "admin.certificates": CONFIGURING,
    "admin.remove_unit_certificate": CONFIGURING,
    "admin.test_signature": CONFIGURING,
    "admin.letters": CONFIGURING,
    "admin.letter_wording": CONFIGURING,
    "admin.withdraw_letter_wording": CONFIGURING,
    "admin.procedures": CONFIGURING,
    "admin.procedure": CONFIGURING,
    "admin.withdraw_procedure": CONFIGURING,
    "admin.restore_procedure": CONFIGURING,
    "admin.import_procedures": CONFIGURING,
    "admin.procedure_import_preview": CONFIGURING,
    "admin.apply_procedure_import": CONFIGURING,
    "admin.discard_procedure_import": CONFIGURING,
    "admin.survey_code": CONFIGURING,
    "admin.survey_poster": CONFIGURING,
    "admin.units": CONFIGURING,
    "admin.withdraw_plan": CONFIGURING,
    "admin.withdraw_policy": CONFIGURING,
    "admin.withdraw_unit_switch": CONFIGURING,
    "public.about": PUBLIC,
    "public.accessibility": PUBLIC,
    "public.add": PUBLIC,
    "public.answer": PUBLIC,
    "public.answer_document": PUBLIC,
    "public.answer_picture": PUBLIC,
    "public.answers": PUBLIC,
    "public.ask_to_withdraw": PUBLIC,
    "public.attachment": PUBLIC,
    "public.begin_again": PUBLIC,
    "public.check": PUBLIC,
    "public.confirm": PUBLIC,
    "public.dossier": PUBLIC,
    "public.case_letter": PUBLIC,
    "public.dossier_letter": PUBLIC,
    "public.dossiers": PUBLIC,
    "public.edit": PUBLIC,
    "public.elsewhere": PUBLIC,
    "public.enter": PUBLIC,
    "public.feed": PUBLIC,
    "public.dossier_figures_page": PUBLIC,
    "public.figures": PUBLIC,
    "public.figures_data": PUBLIC,
    "public.follow": PUBLIC,
    "public.follow_case": PUBLIC,
    "public.follow_reference": PUBLIC,
    "public.improvements": PUBLIC,
    "public.improvements_feed": PUBLIC,
    "public.language": PUBLIC,
    "public.late_dossiers": PUBLIC,
    "public.late_feed": PUBLIC,
    "public.leave": PUBLIC,
    "public.leave_dossier": PUBLIC,
    "public.look_up_dossier": PUBLIC,
    "public.enter_opinion": PUBLIC,
    "public.give": PUBLIC,
    "public.open_data": PUBLIC,
    "public.open_data_file": PUBLIC,
    "public.opinion": PUBLIC,
    "public.own_data": PUBLIC,
    "public.privacy": PUBLIC,
    "public.procedure": PUBLIC,
    "public.procedures": PUBLIC,
    "public.rate": PUBLIC,
    "public.receipt": PUBLIC,
    "public.recover": PUBLIC,
    "public.reply": PUBLIC,
    "public.request_reopening": PUBLIC,
    "public.framed_survey": PUBLIC,
    "public.framed_thanks": PUBLIC,
    "public.give_at_kiosk": PUBLIC,
    "public.give_ballot_at": PUBLIC,
    "public.give_framed": PUBLIC,
    "public.give_invited": PUBLIC,
    "public.kiosk": PUBLIC,
    "public.survey": PUBLIC,
    "public.survey_invited": PUBLIC,
    "public.survey_thanks": PUBLIC,
    "public.survey_token": PUBLIC,
    "public.send": PUBLIC,
    "public.send_code": PUBLIC,
    "public.similar": PUBLIC,
    "public.start": PUBLIC,
    "public.survey_figures": PUBLIC,
    "public.survey_figures_csv": PUBLIC,
    "public.thumbnail": PUBLIC,
    "public.transfer_slip": PUBLIC,
    "public.vote": PUBLIC,
    "public.withdraw": PUBLIC,
    "public.write_about_dossier": PUBLIC,
    **{f"oversight.{each}": PERMITTED[Permission.SEE_FIGURES] for each in SHOWING_FIGURES},
    "oversight.counted": PERMITTED[Permission.SEE_FIGURES] & PERMITTED[Permission.SEE_CASES],
    "oversight.counted_dossiers_page": PERMITTED[Permission.SEE_FIGURES] & PERMITTED[Permission.SEE_DOSSIERS],
    "oversight.report_with_register": PERMITTED[Permission.EXPORT_REGISTER],
    "oversight.survey_words": PERMITTED[Permission.SEE_FIGURES] & PERMITTED[Permission.READ_BALLOT_WORDS],
    "desk.accept_many": HANDLING,
    "desk.bulk": DOING_MANY,
    "desk.confirm_bulk": DOING_MANY,
    "desk.undo_bulk": DOING_MANY,
    "desk.chase_many": PERMITTED[Permission.CHASE],
    "desk.resolution": PERMITTED[Permission.RECORD_RESOLUTION],
    "desk.resolve": PERMITTED[Permission.RECORD_RESOLUTION],
    "desk.answer": HANDLING,
    "desk.answer_pdf": HANDLING,
    "desk.approvals": frozenset({Role.COORDINATOR, Role.LEADER, Role.OVERSEER}),
    "desk.ask_to_divert": TELLING,
    "desk.assign_many": frozenset({Role.COORDINATOR, Role.LEADER}),
    "desk.ask_to_reclassify": PERMITTED[Permission.RECLASSIFY],
    "desk.attachment": SEEING,
    "desk.burnt_picture": SEEING,
    "desk.call_back_one": PERMITTED[Permission.CALL_BACK],
    "desk.call_backs": PERMITTED[Permission.CALL_BACK],
    **{
        f"desk.{each}": PERMITTED[Permission.ENTER_CASES]
        for each in ("call_history", "call_outlook", "call_saved", "call_similar", "calls", "save_call")
    },
    "desk.case": SEEING,
    "desk.decide_answer": HANDLING,
    "desk.decide_waiting_answer": frozenset({Role.LEADER}),
    "desk.decide_waiting_answers": frozenset({Role.LEADER}),
    "desk.decide_waiting_publication": frozenset({Role.COORDINATOR, Role.LEADER}),
    "desk.decide_waiting_refusal": PERMITTED[Permission.REFUSE],
    "desk.decide_waiting_reopening": frozenset({Role.LEADER, Role.OVERSEER}),
    "desk.decline_public_version": frozenset({Role.LEADER}),
    "desk.deputies": frozenset(Role),
    "desk.divert_now": TELLING,
    "desk.apply_dossier_import": PERMITTED[Permission.IMPORT_DOSSIERS],
    "desk.discard_dossier_import": PERMITTED[Permission.IMPORT_DOSSIERS],
    "desk.dossier_import": PERMITTED[Permission.IMPORT_DOSSIERS],
    "desk.dossier_import_columns": PERMITTED[Permission.IMPORT_DOSSIERS],
    "desk.dossier_import_errors": PERMITTED[Permission.IMPORT_DOSSIERS],
    "desk.dossier_imports": PERMITTED[Permission.IMPORT_DOSSIERS],
    "desk.drop_file": HANDLING,
    "desk.drop_filter": SEEING,
    "desk.end_deputy": frozenset(Role),
    "desk.export_register": PERMITTED[Permission.EXPORT_REGISTER],
    "desk.give_away": frozenset({Role.COORDINATOR, Role.LEADER}),
    "desk.inbox": SEEING,
    "desk.keep_filter": SEEING,
    "desk.name_deputy": frozenset(Role),
    "desk.merge": frozenset({Role.COORDINATOR, Role.LEADER}),
    "desk.merge_now": frozenset({Role.COORDINATOR, Role.LEADER}),
    "desk.opinion": HANDLING,
    "desk.opinion_file": HANDLING,
    "desk.opinions": SEEING,
    "desk.public_picture": HANDLING,
    "desk.publication": SEEING,
    "desk.queue": PERMITTED[Permission.ROUTE],
    "desk.queue_case": PERMITTED[Permission.ROUTE],
    "desk.queue_quality": PERMITTED[Permission.ROUTE],
    "desk.remedies": PERMITTED[Permission.SEE_REMEDIES],
    "desk.remedy": PERMITTED[Permission.SEE_REMEDIES],
    "desk.remedy_file": PERMITTED[Permission.SEE_REMEDIES],
    "desk.plan_one_remedy": PERMITTED[Permission.WRITE_REMEDY],
    "desk.finish_one_remedy": PERMITTED[Permission.WRITE_REMEDY],
    "desk.reopen_one_remedy": PERMITTED[Permission.WRITE_REMEDY],
    "desk.publish_one_remedy": PERMITTED[Permission.PUBLISH_REMEDY],
    "desk.take_one_remedy_back": PERMITTED[Permission.PUBLISH_REMEDY],
    "desk.reassignment": frozenset({Role.COORDINATOR, Role.LEADER}),
    "desk.reclassify": PERMITTED[Permission.ROUTE],
    "desk.reclassify_now": PERMITTED[Permission.RECLASSIFY],
    "desk.record": SEEING,
    "desk.record_call_back": PERMITTED[Permission.CALL_BACK],
    "desk.register": PERMITTED[Permission.EXPORT_REGISTER],
    "desk.release_publication": frozenset({Role.COORDINATOR, Role.LEADER}),
    "desk.resend": TELLING,
    "desk.route_many": PERMITTED[Permission.ROUTE],
    "desk.save_answer": HANDLING,
    "desk.save_opinion": HANDLING,
    "desk.save_public_picture": HANDLING,
    "desk.save_publication": HANDLING,
    "desk.sealed": PERMITTED[Permission.OPEN_SEALED],
    "desk.search": SEEING,
    "desk.take_step": SEEING,
    "desk.thumbnail": SEEING,
    "desk.dossier_receipt": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.transfer_slip": SEEING,
    "desk.unit": SEEING,
    "desk.unseal": PERMITTED[Permission.OPEN_SEALED],
    "desk.unseal_file": PERMITTED[Permission.OPEN_SEALED],
    "desk.discard_letter_page": PERMITTED[Permission.WRITE_LETTER],
    "desk.do_many_letters": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.dossier": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.dossiers": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.draft_letter_about_case": PERMITTED[Permission.WRITE_LETTER],
    "desk.draft_many": PERMITTED[Permission.WRITE_LETTER],
    "desk.draft_one": PERMITTED[Permission.WRITE_LETTER],
    "desk.issue_one_letter": PERMITTED[Permission.ISSUE_LETTER],
    "desk.letter": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.letter_docx": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.letter_pdf": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.letter_to_sign": PERMITTED[Permission.ISSUE_LETTER],
    "desk.letters": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.many_letters": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.mark_as_solved": PERMITTED[Permission.MARK_SOLVED],
    "desk.print_letters": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.proof_file": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.prove_delivery": PERMITTED[Permission.ISSUE_LETTER],
    "desk.record_document": PERMITTED[Permission.APPROVE_LETTER],
    "desk.save_letter_page": PERMITTED[Permission.WRITE_LETTER],
    "desk.search_dossiers": PERMITTED[Permission.SEE_DOSSIERS],
    "desk.send_back_letter": PERMITTED[Permission.APPROVE_LETTER],
    "desk.take_scanned_letter": PERMITTED[Permission.ISSUE_LETTER],
    "desk.take_signed_letter": PERMITTED[Permission.ISSUE_LETTER],
    "desk.unmark_as_solved": PERMITTED[Permission.MARK_SOLVED],
    "desk.withdraw_public_version": frozenset({Role.COORDINATOR, Role.LEADER}),
}


def strangers_to(table: dict[str, Anyone | frozenset[Role]], endpoints: set[str]) -> list[str]:
    """Sentences about routes without a row and rows without a route."""
    missing = [f"{endpoint} stands in no row" for endpoint in sorted(endpoints - table.keys())]
    return missing + [f"{endpoint} is no route" for endpoint in sorted(table.keys() - endpoints)]


def address_of(rule: Rule) -> str:
    """An address that leads to the rule, with made-up values in its variable parts."""
    made_up = {
        name: 1 if "Integer" in type(kind).__name__ else "x" for name, kind in rule._converters.items()
    }
    built = rule.build(made_up)
    assert built is not None, rule
    return str(built[1])


def doors(app: Flask) -> list[tuple[str, str, str]]:
    """Endpoint, method and address of everything that is not public."""
    closed = [rule for rule in app.url_map.iter_rules() if ACCESS.get(rule.endpoint) is not PUBLIC]
    return [
        (rule.endpoint, method, address_of(rule))
        for rule in closed
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def test_it_has_one_row_for_every_route(app: Flask) -> None:
    assert strangers_to(ACCESS, {rule.endpoint for rule in app.url_map.iter_rules()}) == []


@pytest.mark.parametrize(
    ("endpoints", "fault"),
    [({"static", "desk.inbox"}, "desk.inbox stands in no row"), (set(), "static is no route")],
)
def test_it_finds_a_missing_and_an_extra_row(endpoints: set[str], fault: str) -> None:
    assert fault in strangers_to({"static": PUBLIC}, endpoints)


def test_it_lets_no_passer_by_through_a_closed_door(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without this the token against forgery would be asked for first, and prove nothing about access.
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    answers = {door: client.open(door[2], method=door[1]) for door in doors(app)}
    opened = [door for door, answer in answers.items() if not is_refusal(answer.status_code, answer.location)]
    assert opened == []


def is_refusal(status: int, location: str | None) -> bool:
    """Not found and forbidden say no; so does being led to the sign-in page."""
    return status in {401, 403, 404} or (status in {302, 303} and "/sign-in" in (location or ""))


@pytest.mark.parametrize(
    ("status", "location", "refused"),
    [
        (404, None, True),
        (302, "/sign-in?next=/desk/inbox", True),
        (302, "/desk/inbox", False),  # led on to where one wanted to go
        (200, None, False),
        (500, None, False),  # broken is not closed
    ],
)
def test_it_tells_a_refusal_from_an_answer(status: int, location: str | None, refused: bool) -> None:
    assert is_refusal(status, location) is refused
