"""An edition of the open data: everything that is written, as of one day and of one moment."""

from datetime import date

from sqlalchemy import Connection, exists, or_, select, text
from sqlalchemy.orm import Session

from portal.domain.open_data.package import Edition, data_package
from portal.domain.open_data.read_me import read_me
from portal.models.dossier_figure import DossierFigure, DossierMark
from portal.models.figure import FigureMark, MonthlyFigure
from portal.ports import OpenFiles
from portal.queries.office_day import office_day_minutes
from portal.queries.open_data.everything import WantedData, open_tables
from portal.queries.settings import Settings


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
    waiting = or_(exists(select(FigureMark.id)), exists(select(DossierMark.id)))
    return not session.scalar(select(waiting))


def has_figures(session: Session) -> bool:
    """Whether there is anything at all to publish."""
    some = or_(exists(select(MonthlyFigure.month)), exists(select(DossierFigure.month)))
    return bool(session.scalar(select(some)))


def open_files(session: Session, settings: Settings, *, today: date, office: str) -> OpenFiles:
    """Every table with its rows, the dictionary and the words that go with them."""
    edition = Edition(office, today, office_day_minutes(settings, today))
    texts = {"datapackage.json": data_package(edition), "README.md": read_me(edition)}
    return OpenFiles(open_tables(session, WantedData(settings, today)), texts)
