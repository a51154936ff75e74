"""The metadata of a picture, in one value for all forms in which it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hkpress.page.page import PagePhoto

Alternatives = Mapping[str, str]
"""A text in several languages, by their tags (en-HK, zh-Hant-HK, zh-Hans-CN). The first is the default."""

MADE = {
    "camera": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    "composite": "http://cv.iptc.org/newscodes/digitalsourcetype/composite",
    "ai": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
}
"""How a picture was made, in the IPTC's words."""


def source_type(photo: PagePhoto) -> str:
    """The address of the word for how a photo was made; "" if the release does not say."""
    return MADE.get(photo.made or ("camera" if photo.by_camera else ""), "")


@dataclass(frozen=True)
class PictureInfo:
    """The metadata of one picture. Empty values are not written."""

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
    """Instructions for editors, such as an embargo."""
    made: str = ""
    country: str = "Hong Kong"
    country_code: str = "HKG"


def first(said: Alternatives) -> str:
    """The text for programs that do not support several languages."""
    return next((text for text in said.values() if text), "")
