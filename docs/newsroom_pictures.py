"""Makes the pictures of a newsroom in Chromium: `python docs/newsroom_pictures.py` (make pictures)."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests import sample  # noqa: E402
from tests.browser import chromium, served  # noqa: E402

IMAGES = ROOT / "docs" / "images"
DESKTOP, PHONE = (1180, 800), (390, 800)
SHOWN = {
    "newsroom-list": ("", DESKTOP, "light"),
    "newsroom-release": ("zh-hk/news/harbour-market/", PHONE, "light"),
    "newsroom-dark": ("zh-cn/", PHONE, "dark"),
}
"""Page, window and colours of each picture."""


def main() -> None:
    """Write each picture."""
    with tempfile.TemporaryDirectory() as folder:
        site = sample.made(Path(folder), ("pdf", "word", "photos", "press-kit"))
        with served(site) as address, chromium() as browser:
            for name, (way, (width, height), colours) in SHOWN.items():
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=colours)
                page.goto(f"{address}/{way}", wait_until="networkidle")
                picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
                picture.quantize(128).save(IMAGES / f"{name}.png", optimize=True)
                page.close()


if __name__ == "__main__":
    main()
