"""The accepted editions: what is compared, and how a difference is shown."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from hkpress.build.make import Output
from tests import pdfs

FOLDER = Path(__file__).parent / "golden"


def reviewable(outputs: Iterable[Output]) -> dict[Path, str]:
    """Each output as text that a person can review: HTML and plain text as they are, a PDF's summary."""
    texts = {}
    for output in outputs:
        if output.path.suffix == ".pdf":
            texts[output.path.with_suffix(".pdf.txt")] = pdfs.summary(output.data)
        else:
            texts[output.path] = output.data.decode()
    return texts


def accepted(slug: str) -> dict[Path, str]:
    """The goldens of a release."""
    files = (path for path in (FOLDER / slug).iterdir() if path.is_file())
    return {path.relative_to(FOLDER): path.read_bytes().decode() for path in files}


def accept(texts: dict[Path, str]) -> None:
    """Write the goldens, and delete those that nothing is compared with any more."""
    for path, text in texts.items():
        (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / path).write_bytes(text.encode())
    for slug in {path.parts[0] for path in texts}:
        for orphan in accepted(slug).keys() - texts.keys():
            (FOLDER / orphan).unlink()


def differences(expected: dict[Path, str], texts: dict[Path, str]) -> str:
    """A unified diff of all that differs; "" if nothing does."""
    lines: list[str] = []
    for path in sorted(expected.keys() | texts.keys()):
        old, new = expected.get(path, ""), texts.get(path, "")
        if old != new or path not in expected or path not in texts:
            names = [str(path) if path in side else "(absent)" for side in (expected, texts)]
            lines += difflib.unified_diff(old.splitlines(), new.splitlines(), *names, lineterm="", n=1) or [f"{names}"]
    return "\n".join(lines)
