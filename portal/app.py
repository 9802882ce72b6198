"""The composition root: every part of the portal is put together here and nowhere else."""

from pathlib import Path

import click
from flask import Blueprint, Flask
from flask_security import RoleMixin
from werkzeug.middleware.proxy_fix import ProxyFix

# What listens to every session, above all the revision of the settings, listens in every process.
import portal.models.all  # noqa: F401
from portal.api.v1 import dossiers as api_dossiers  # noqa: F401
from portal.api.v1 import figures as api_figures  # noqa: F401
from portal.api.v1.blueprint import blueprint as api
from portal.cli.calendar import calendar
from portal.cli.clock import clock
from portal.cli.database import database
from portal.cli.doctor import doctor
from portal.cli.dossiers import dossiers
from portal.cli.figures import figures as figures_command
from portal.cli.letters import letters as letters_command
from portal.cli.open_data import open_data as open_data_command
from portal.cli.privacy import privacy
from portal.cli.reports import reports as reports_command
from portal.cli.routing import routing
from portal.cli.sealing import sealing
from portal.cli.search import search
from portal.cli.seed import seed
from portal.cli.serve import serve
from portal.cli.users import users
from portal.cli.verify import verify
from portal.cli.worker import jobs, worker
from portal.cli.workflow import workflow
from portal.extensions import babel, csrf, db, limiter, mail
from portal.logs import configure_logs, log_requests
from portal.models.account import Account
from portal.outside import install_outside
from portal.web.account import home, password, second_step, sign_in  # noqa: F401  # their pages
from portal.web.account.blueprint import blueprint as account
from portal.web.admin import (  # noqa: F401  # their pages
    api_tokens,
    appointments,
    areas,
    audit,
    calendar_changes,
    calendar_import,
    calendar_year,
    categories,
    certificates,
    message_words,
    people,
    policies,
    procedure_imports,
    rules,
    successions,
    switches,
    targets,
    texts,
    units,
)
from portal.web.admin import letters as admin_letters  # noqa: F401
from portal.web.admin import procedures as admin_procedures  # noqa: F401
from portal.web.admin import start as admin_start  # noqa: F401
from portal.web.admin.blueprint import blueprint as admin
from portal.web.admin.surveys import (  # noqa: F401
    campaigns,
    draft,
    draft_parts,
    points,
    posters,
    questionnaires,
    sites,
)
from portal.web.admin.surveys import changed as survey_changed  # noqa: F401
from portal.web.admin.surveys import preview as survey_preview  # noqa: F401
from portal.web.admin.surveys import versions as survey_versions  # noqa: F401
from portal.web.desk import answer as desk_answer  # noqa: F401
from portal.web.desk import (  # noqa: F401  # their pages
    approvals,
    bulk,
    call_backs,
    call_prospects,
    calls,
    case,
    case_files,
    case_letters,
    changed,
    decisions,
    deputies,
    divert,
    dossier_drafts,
    dossier_import,
    dossier_import_columns,
    dossier_imports,
    dossier_receipt,
    inbox,
    letter_course,
    letter_papers,
    letters,
    many_cases,
    many_letters,
    merge,
    messages,
    opinions,
    publication,
    queue,
    queue_case,
    queue_quality,
    reassignment,
    reclassify,
    record,
    register,
    resolution,
    saved_filters,
    sealed,
    transfer_slip,
)
from portal.web.desk import dossier as desk_dossier  # noqa: F401
from portal.web.desk import dossiers as desk_dossiers  # noqa: F401
from portal.web.desk import letter as desk_letter  # noqa: F401
from portal.web.desk import search as desk_search  # noqa: F401
from portal.web.desk.blueprint import blueprint as desk
from portal.web.desk.remedies import listed, remedy  # noqa: F401
from portal.web.desk.surveys import ballots  # noqa: F401
from portal.web.oversight import (  # noqa: F401  # their pages
    counted,
    dashboard,
    downloads,
    evaluation,
    survey_downloads,
    surveys,
)
from portal.web.oversight import dossiers as oversight_dossiers  # noqa: F401
from portal.web.oversight.blueprint import blueprint as oversight
from portal.web.oversight.reports import kept as kept_reports  # noqa: F401
from portal.web.oversight.reports import report as one_report  # noqa: F401
from portal.web.oversight.reports import request as new_report  # noqa: F401
from portal.web.public import (  # noqa: F401  # their pages
    about,
    add,
    answer,
    answers,
    attachment,
    confirm,
    dossier_figures,
    feed,
    figures,
    figures_data,
    follow,
    follow_case,
    improvements,
    language,
    late_dossiers,
    late_feed,
    open_data,
    opinion,
    rate,
    receipt,
    recover,
    reply,
    request_reopening,
    send,
    similar,
    start,
    survey_figures,
    vote,
    withdraw,
)
from portal.web.public import dossiers as public_dossiers  # noqa: F401
from portal.web.public import procedures as public_procedures  # noqa: F401
from portal.web.public.blueprint import blueprint as public
from portal.web.public.surveys import framed, invitation, kiosk, point  # noqa: F401
from portal.web.shared import health
from portal.web.shared.addresses import install_addresses
from portal.web.shared.assets import install_assets
from portal.web.shared.errors import install_error_pages
from portal.web.shared.headers import install_headers
from portal.web.shared.languages import install_languages
from portal.web.shared.numbers import install_numbers
from portal.web.shared.office import install_office
from portal.web.shared.refusals import install_refusals
from portal.web.shared.sign_in import StaffAccounts, install_sign_in
from portal.web.shared.words import install_filters

ROOT = Path(__file__).resolve().parent.parent

# The audiences a process may serve (SURFACES), and the pages of each.
SURFACES: tuple[tuple[str, Blueprint], ...] = (
    ("public", public),
    ("account", account),
    ("admin", admin),
    ("desk", desk),
    ("oversight", oversight),
    ("api", api),
)
COMMANDS: tuple[click.Command, ...] = (
    serve,
    database,
    worker,
    jobs,
    verify,
    seed,
    search,
    doctor,
    clock,
    workflow,
    users,
    calendar,
    privacy,
    sealing,
    routing,
    dossiers,
    letters_command,
    figures_command,
    open_data_command,
    reports_command,
)


def create_app(config: object | str) -> Flask:
    """The portal with these settings: an object with upper-case attributes, or the dotted name of one."""
    app = Flask("portal", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.from_object(config)
    if not app.testing:
        configure_logs(verbose=app.config["PORTAL_ENV"] == "production")
    trust_proxies(app)
    log_requests(app)
    bind_extensions(app)
    install_headers(app)
    install_assets(app)
    install_addresses(app)
    install_error_pages(app)
    install_refusals(app)
    install_languages(app)
    install_office(app)
    install_filters(app)
    install_outside(app)
    install_numbers(app)
    register_pages(app)
    register_commands(app)
    return app


def trust_proxies(app: Flask) -> None:
    """Believe as many proxies as the operator named about who asks and how, and no more."""
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]


def bind_extensions(app: Flask) -> None:
    db.init_app(app)
    csrf.init_app(app)
    mail.init_app(app)
    babel.init_app(app)
    limiter.init_app(app)
    install_sign_in(app, StaffAccounts(db, Account, RoleMixin))


def register_pages(app: Flask) -> None:
    app.register_blueprint(health.blueprint)
    for surface, blueprint in SURFACES:
        if surface in app.config["SURFACES"]:
            app.register_blueprint(blueprint)


def register_commands(app: Flask) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
