"""Updates and checks the message catalogues. You may add entries anywhere: this puts them in order.

hkpress.po holds the labels of templates/locale/hkpress.pot; checks.po holds the messages of hkpress/check/ and of the
import. `pybabel update` would do the same, but it writes dates and placeholders into the headers.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

TEMPLATES = Path("templates")


def main() -> None:
    """Rewrite the general catalogues. Only check a theme's, which hold just its differences."""
    labels = read_po(io.BytesIO((TEMPLATES / "locale/hkpress.pot").read_bytes()), charset="utf-8")
    for name, template in {"hkpress": labels, "checks": sentences(), "desk": page()}.items():
        for path in sorted((TEMPLATES / "locale").rglob(f"{name}.po")):
            update(path, template)
    if problems := [problem for path in sorted(TEMPLATES.rglob("*.po")) for problem in check(path)]:
        sys.exit("\n".join(problems))


def sentences() -> Catalog:
    """The messages of the rules and the import: the first argument of every `say`."""
    template = Catalog()
    for room in ("hkpress/check", "hkpress/importing"):
        for file, _, text, *_ in extract_from_dir(room, [("**.py", "python")], keywords={"say": None}):
            template.add(text, locations=[(f"{room}/{file}", None)])
    return template


def page() -> Catalog:
    """The desk's sentences: its page, form and buttons. Finished messages from elsewhere stay as they are."""
    from hkpress.desk.sentences import sentences
    from hkpress.desk.words import CATALOGUE, MESSAGE

    template = Catalog()
    for text, file in sentences():
        template.add(text, locations=[(file, None)])
    for each in read_po(io.BytesIO(CATALOGUE.read_bytes())):
        if each.context == MESSAGE:
            template.add(each.id, context=MESSAGE)
    return template


def update(path: Path, template: Catalog) -> None:
    """Give a catalogue exactly the messages of the template. Its header stays."""
    header = path.read_text("utf-8").split("\n\n", 1)[0]
    catalogue = read_po(io.BytesIO(path.read_bytes()))
    catalogue.update(template, no_fuzzy_matching=True)
    body = io.BytesIO()
    write_po(body, catalogue, omit_header=True, no_location=False, width=0, sort_by_file=True, ignore_obsolete=True)
    path.write_bytes(header.encode() + b"\n\n" + body.getvalue())


def check(path: Path) -> list[str]:
    """Problems of a catalogue: missing translations, placeholders that differ."""
    catalogue = read_po(io.BytesIO(path.read_bytes()), abort_invalid=True)
    absent = [f"{path}:{item.lineno}: `{item.id}` has no translation" for item in catalogue if not item.string]
    wrong = [f"{path}:{item.lineno}: {error}" for item, errors in catalogue.check() for error in errors]
    return absent + wrong


if __name__ == "__main__":
    main()
