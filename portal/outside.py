"""The outside as this installation has it: which adapter stands behind each port."""

from collections.abc import Callable, Sequence
from pathlib import Path

from flask import Flask

from portal.adapters.bound_papers import PaperBinder
from portal.adapters.figures_workbook import FiguresWorkbook
from portal.adapters.file_store import DiskStore
from portal.adapters.mail import FlaskMailer, FolderMailer
from portal.adapters.open_data.shelf import DiskShelf
from portal.adapters.pades import PadesChecker, PadesSigner
from portal.adapters.public_pictures import PublicPictures
from portal.adapters.register_workbook import RegisterWorkbook
from portal.adapters.reports.files import FilesOfReports
from portal.adapters.shipped_calendar import proposed_days
from portal.adapters.sms import LoggingSms
from portal.adapters.tables.reader import TableFiles
from portal.adapters.typst_printer import TypstPrinter
from portal.adapters.uploads import Inspector
from portal.adapters.vault import FernetVault, KeyFile
from portal.adapters.whoosh_index import WhooshIndex
from portal.adapters.word_letters import WordLetters
from portal.extensions import mail
from portal.jobs.queue import Queue
from portal.jobs.rounds import rounds
from portal.ports import Mailer, Ports
from portal.services.word_message import Office


def install_outside(app: Flask) -> None:
    """Put the ports and the queue where the edges find them."""
    printer = TypstPrinter(Path(app.root_path).parent / "templates" / "letters")
    ports = Ports(
        mailer=choose_mailer(app),
        sms=LoggingSms(app.config["PORTAL_DATA"] / "sms"),
        files=DiskStore(app.config["FILES_FOLDER"]),
        vault=FernetVault(sealing_keys(app)),
        inspector=Inspector(),
        tables=TableFiles(),
        pictures=PublicPictures(),
        index=WhooshIndex(app.config["INDEX_FOLDER"]),
        printer=printer,
        writer=WordLetters(),
        binder=PaperBinder(),
        signer=PadesSigner(),
        checker=PadesChecker(signature_authorities(app)),
        register=RegisterWorkbook(),
        figures=FiguresWorkbook(),
        open_data=DiskShelf(app.config["OPEN_DATA_FOLDER"]),
        reports=FilesOfReports(printer),
    )
    office = Office(
        name=app.config["OFFICE_NAME"],
        hotline=app.config["OFFICE_HOTLINE"],
        base_url=app.config["BASE_URL"].rstrip("/"),
        tracking_key=app.config["TRACKING_KEY"].encode(),
    )
    app.extensions["portal.ports"] = ports
    app.extensions["portal.office"] = office
    app.extensions["portal.proposed_days"] = proposed_days
    app.extensions["portal.queue"] = Queue(app.config["QUEUE_URL"], rounds(ports, office), app.app_context)


def sealing_keys(app: Flask) -> Callable[[], Sequence[str]]:
    """The operator's keys; only outside production is a first one made when there is none."""
    if keys := app.config["SEALING_KEYS"]:
        return lambda: keys
    return KeyFile(app.config["SEALING_KEYS_FROM"], make=app.config["PORTAL_ENV"] != "production")


def signature_authorities(app: Flask) -> Callable[[], bytes]:
    """The certificates the operator trusts, read anew at each check; nobody is vouched for where none are named."""
    path: Path | None = app.config["SIGNATURE_AUTHORITIES"]
    return path.read_bytes if path else bytes


def choose_mailer(app: Flask) -> Mailer:
    """SMTP when a server is named, else a folder of .eml files that anybody can look into."""
    sender, name = app.config["MAIL_DEFAULT_SENDER"], app.config["OFFICE_NAME"]
    if app.config["MAIL_SERVER"]:
        return FlaskMailer(mail, sender=sender, sender_name=name)
    return FolderMailer(app.config["MAIL_FOLDER"], sender=sender, sender_name=name)
