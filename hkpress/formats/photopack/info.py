"""What a picture's file says of the picture: one value for all that is written into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Alternatives = Mapping[str, str]
"""The same in several languages, by their tags (en-HK, zh-Hant-HK, zh-Hans-CN); the first is what everybody gets."""

MADE = {
    "camera": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    "composite": "http://cv.iptc.org/newscodes/digitalsourcetype/composite",
    "ai": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
}
"""How a picture was made, in the IPTC's words."""


@dataclass(frozen=True)
class PictureInfo:
    """What is said of one picture. What is empty is not written."""

    slug: str
    headline: str
    captions: Alternatives
    alternatives: Alternatives
    """What the picture shows, for those who cannot see it."""
    rights: Alternatives = field(default_factory=dict)
    terms: Alternatives = field(default_factory=dict)
    credit: str = ""
    source: str = ""
    creator: str = ""
    taken: date | None = None
    city: str = ""
    instructions: str = ""
    """What an editor must heed, such as an embargo."""
    made: str = MADE["camera"]
    country: str = "Hong Kong"
    country_code: str = "HKG"


def first(said: Alternatives) -> str:
    """What a program without languages is told."""
    return next((text for text in said.values() if text), "")
