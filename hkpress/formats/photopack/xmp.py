"""XMP: what picture desks read first. Texts are language alternatives, `x-default` among them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from hkpress.formats.photopack.info import Alternatives, PictureInfo, first

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'


def packet(info: PictureInfo) -> bytes:
    """The packet as UTF-8, without room to grow."""
    spaces = "".join(f'\n  xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return "\n".join(
        [
            _BEGIN,
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
            f'<rdf:Description rdf:about=""{spaces}>',
            *_properties(info),
            "</rdf:Description>",
            "</rdf:RDF>",
            "</x:xmpmeta>",
            '<?xpacket end="r"?>',
        ]
    ).encode()


def _properties(info: PictureInfo) -> Iterator[str]:
    for name, said in (
        ("dc:description", info.captions),
        ("dc:rights", info.rights),
        ("xmpRights:UsageTerms", info.terms),
        ("Iptc4xmpCore:AltTextAccessibility", info.alternatives),
    ):
        yield from _language_alternatives(name, said)
    if info.creator:
        yield f"<dc:creator><rdf:Seq><rdf:li>{escape(info.creator)}</rdf:li></rdf:Seq></dc:creator>"
    for name, text in (
        ("photoshop:Headline", info.headline),
        ("photoshop:Credit", info.credit),
        ("photoshop:Source", info.source),
        ("photoshop:Instructions", info.instructions),
        ("photoshop:DateCreated", info.taken.isoformat() if info.taken else ""),
        ("photoshop:City", info.city),
        ("photoshop:Country", info.country),
        ("photoshop:TransmissionReference", info.slug),
        ("xmpRights:Marked", "True" if first(info.rights) else ""),
        ("Iptc4xmpCore:CountryCode", info.country_code),
        ("Iptc4xmpExt:DigitalSourceType", info.made),
    ):
        if text:
            yield f"<{name}>{escape(text)}</{name}>"


def _language_alternatives(name: str, said: Alternatives) -> Iterator[str]:
    if first(said):
        known = {"x-default": first(said), **{tag: text for tag, text in said.items() if text}}
        items = "".join(f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>' for tag, text in known.items())
        yield f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"
