"""Letters of apology for those who edit them in a word processor, with the words of the PDF."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.adapters.apology_words import apology_words
from portal.adapters.look_up_code import look_up_code
from portal.domain.apology_letter import ApologyLetter
from portal.domain.letter_form import Paper
from portal.domain.time import VIETNAM
from portal.lazily import Lazily

if TYPE_CHECKING:
    import docx.shared
    import docxtpl
else:
    docx = Lazily("docx")
    docxtpl = Lazily("docxtpl")

TEMPLATES = Path(__file__).resolve().parent.parent / "data" / "letters"
LONGEST_PROPERTY = 255  # letters of a property of a document
CODE_ACROSS = {Paper.A5: 15, Paper.A4: 18}  # millimetres


class WordLetters:
    """Fills the Word templates; what people wrote is put in as text and never read as a tag."""

    def apology(self, letter: ApologyLetter, paper: Paper) -> bytes:
        """The letter as DOCX."""
        template = docxtpl.DocxTemplate(TEMPLATES / f"apology_{paper}.docx")
        words = apology_words(letter, paper)
        template.render({"letter": words, "look_up_code": _code(template, letter, paper)}, autoescape=True)
        properties = template.docx.core_properties
        properties.title, properties.author = words.title, words.agency[:LONGEST_PROPERTY]
        properties.created = properties.modified = letter.dated.astimezone(VIETNAM).replace(tzinfo=None)
        file = BytesIO()
        template.save(file)
        return file.getvalue()


def _code(template: Any, letter: ApologyLetter, paper: Paper) -> Any:
    if not letter.look_up:
        return ""
    picture = BytesIO(look_up_code(letter.look_up, "png"))
    return docxtpl.InlineImage(template, picture, width=docx.shared.Mm(CODE_ACROSS[paper]))
