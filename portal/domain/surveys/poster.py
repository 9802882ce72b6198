"""The poster of a survey: what it says and where its code leads."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SurveyPoster:
    """An invitation to hang up at a counter, in both languages; `address` is printed as its QR code and in words."""

    agency: str
    unit_vi: str
    unit_en: str
    point: str
    address: str
    hotline: str
    dated: datetime

    @property
    def typed_address(self) -> str:
        """The address as people type it."""
        return self.address.partition("://")[2] or self.address
