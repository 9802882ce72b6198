"""The files of reports, made real."""

from typing import BinaryIO

from portal.adapters.reports.paper import drawn, paper_of
from portal.adapters.reports.word import docx_of
from portal.adapters.reports.words import moment_of
from portal.adapters.reports.workbook import xlsx_of
from portal.adapters.settable import settable
from portal.adapters.typst_printer import TypstPrinter
from portal.domain.reports.content import FiledReport, Picture
from portal.domain.sheets import RegisterSheet

# A picture is 160 mm wide on paper and 640 points as it is drawn: so it has some 250 dots to the inch there.
DOTS_PER_INCH = 180


class FilesOfReports:
    """Sets PDF with Typst, DOCX with python-docx and XLSX with XlsxWriter."""

    def __init__(self, printer: TypstPrinter) -> None:
        self._printer = printer

    def pdf(self, report: FiledReport) -> bytes:
        """The report as PDF/A. Raises Refused."""
        return self._printer.report(paper_of(report), moment_of(report.content))

    def docx(self, report: FiledReport) -> bytes:
        """The report as DOCX. Raises Refused."""
        return docx_of(report, self._png)

    def _png(self, picture: Picture) -> bytes:
        svg = settable(drawn(picture))
        return self._printer.drawing(svg, width=picture.width, dots_per_inch=DOTS_PER_INCH)

    def xlsx(self, report: FiledReport, register: RegisterSheet | None = None) -> BinaryIO:
        """The report as XLSX."""
        return xlsx_of(report, register)
