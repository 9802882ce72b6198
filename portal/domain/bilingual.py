"""A text that is shown in Vietnamese or in English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words in both languages; Vietnamese stands in where English is missing."""

    vi: str
    en: str = ""

    def said(self, language: str) -> str:
        """The words in a language, "vi" or "en"."""
        return self.en if language == "en" and self.en else self.vi
