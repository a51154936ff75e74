"""XMP: what picture desks read first. Texts are language alternatives, `x-default` among them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from hkpress.formats.photopack.about import About, Alternatives, first

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'


def packet(about: About) -> bytes:
    """The packet as UTF-8, without room to grow."""
    spaces = "".join(f'\n  xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return "\n".join(
        [
            _BEGIN,
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
            f'<rdf:Description rdf:about=""{spaces}>',
            *_properties(about),
            "</rdf:Description>",
            "</rdf:RDF>",
            "</x:xmpmeta>",
            '<?xpacket end="r"?>',
        ]
    ).encode()


def _properties(about: About) -> Iterator[str]:
    for name, said in (
        ("dc:description", about.captions),
        ("dc:rights", about.rights),
        ("xmpRights:UsageTerms", about.terms),
        ("Iptc4xmpCore:AltTextAccessibility", about.alternatives),
    ):
        yield from _alternatives(name, said)
    if about.creator:
        yield f"<dc:creator><rdf:Seq><rdf:li>{escape(about.creator)}</rdf:li></rdf:Seq></dc:creator>"
    for name, text in (
        ("photoshop:Headline", about.headline),
        ("photoshop:Credit", about.credit),
        ("photoshop:Source", about.source),
        ("photoshop:Instructions", about.instructions),
        ("photoshop:DateCreated", about.taken.isoformat() if about.taken else ""),
        ("photoshop:City", about.city),
        ("photoshop:Country", about.country),
        ("photoshop:TransmissionReference", about.slug),
        ("xmpRights:Marked", "True" if first(about.rights) else ""),
        ("Iptc4xmpCore:CountryCode", about.country_code),
        ("Iptc4xmpExt:DigitalSourceType", about.made),
    ):
        if text:
            yield f"<{name}>{escape(text)}</{name}>"


def _alternatives(name: str, said: Alternatives) -> Iterator[str]:
    if first(said):
        known = {"x-default": first(said), **{tag: text for tag, text in said.items() if text}}
        items = "".join(f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>' for tag, text in known.items())
        yield f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"
