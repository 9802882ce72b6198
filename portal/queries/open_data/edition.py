"""An edition of the open data: everything that is written, as of one day and of one moment."""

from datetime import date

from sqlalchemy import Connection, exists, or_, select, text
from sqlalchemy.orm import Session

from portal.domain.open_data.package import Edition, data_package
from portal.domain.open_data.read_me import read_me
from portal.models.dossier_figure import DossierFigure, DossierMark
from portal.models.figure import FigureMark, MonthlyFigure
from portal.models.survey_figure import SurveyFigure, SurveyMark
from portal.ports import OpenFiles
from portal.queries.office_day import office_day_minutes
from portal.queries.open_data.everything import WantedData, open_tables
from portal.queries.settings import Settings
from portal.queries.surveys.released import released_surveys, years_of_ballots


def one_view(session: Session) -> None:
    """Have everything that is read from here on be of one moment; ends what the session was at."""
    session.rollback()
    bind = session.get_bind()
    if isinstance(bind, Connection):
        return  # within somebody else's transaction
    if bind.dialect.name == "postgresql":
        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    else:
        # Python's driver begins a transaction only at the first write.
        session.execute(text("BEGIN"))


def is_counted(session: Session) -> bool:
    """Whether no month waits to be counted, so that rows and kept figures say the same."""
    waiting = or_(
        exists(select(FigureMark.id)), exists(select(DossierMark.id)), exists(select(SurveyMark.id))
    )
    return not session.scalar(select(waiting))


def has_figures(session: Session) -> bool:
    """Whether there is anything at all to publish."""
    kept = (MonthlyFigure, DossierFigure, SurveyFigure)
    return bool(session.scalar(select(or_(*(exists(select(each.month)) for each in kept)))))


def open_files(session: Session, settings: Settings, *, today: date, office: str) -> OpenFiles:
    """Every table with its rows, the dictionary and the words that go with them."""
    surveys = released_surveys(session, settings, today, years=years_of_ballots(session))
    asked = tuple(each.survey for each in surveys)
    edition = Edition(office, today, office_day_minutes(settings, today), asked)
    texts = {"datapackage.json": data_package(edition), "README.md": read_me(edition)}
    return OpenFiles(open_tables(session, WantedData(settings, today, surveys)), texts)
