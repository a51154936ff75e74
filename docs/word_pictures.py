"""Makes the pictures of docs/word.md in LibreOffice, where it is installed: `python docs/word_pictures.py`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from hkpress.core import fonts  # noqa: E402
from hkpress.formats import word  # noqa: E402
from tests.test_word import document  # noqa: E402

IMAGES = ROOT / "docs" / "images"
SEED = "2025-04-24-two-sessions"


def page(data: bytes, number: int = 0) -> Image.Image:
    """A page of a Word file, as LibreOffice sets it with the pinned fonts."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "x.docx").write_bytes(data)
        (here / "fonts.conf").write_text(
            f"<fontconfig><dir>{fonts.FOLDER}</dir><cachedir>{here}/cache</cachedir></fontconfig>"
        )
        command = [
            "soffice",
            f"-env:UserInstallation=file://{here}/home",
            "--headless",
            "--convert-to",
            "pdf",
            "x.docx",
        ]
        environment = {"FONTCONFIG_FILE": str(here / "fonts.conf"), "PATH": "/usr/bin:/bin", "HOME": folder}
        subprocess.run(command, cwd=here, check=True, capture_output=True, env=environment)  # noqa: S603
        with pypdfium2.PdfDocument((here / "x.pdf").read_bytes()) as opened:
            return opened[number].render(scale=1.1).to_pil().convert("RGB")


def main() -> None:
    """Write each picture."""
    if not shutil.which("soffice"):
        print("no LibreOffice: the pictures of docs/word.md stay as they are", file=sys.stderr)  # noqa: T201
        return
    english, chinese = document(SEED, "hkstp", "en"), document(SEED, "hkstp", "tc")
    for name, data in (
        ("word-tc", word.make(chinese)[0]),
        ("word-both", word.make_both(english, chinese)[0]),
    ):
        page(data).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
