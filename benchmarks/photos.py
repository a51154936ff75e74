"""How much processor time the photo pack of five photos of 24 megapixels takes, once the release is read.

python benchmarks/photos.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import sidebyside
from PIL import Image

from hkpress.formats.photopack import photos
from hkpress.page.document import typeset
from hkpress.page.page import localise
from hkpress.page.theme import Theme
from hkpress.release.editions import EDITIONS
from hkpress.release.project import Project

MANUSCRIPT = """\
date: 2025-04-24
headline: {en: Five Photos, tc: 五張相片}
body:
  - {en: The park opens today., tc: 園區今日開幕。}
photos:
"""
PHOTO = "  - {{file: {n}.jpg, caption: {{en: Photo {n}., tc: 第{n}張。}}, alt: {{en: People., tc: 人群。}}}}\n"


def main() -> None:
    """Print the median."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    sidebyside.machine()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "releases", "five")
        folder.mkdir(parents=True)
        for number in range(1, 6):
            noise = Image.effect_noise((6000, 4000), 24).convert("RGB")  # as large a file as a camera's
            noise.save(folder / f"{number}.jpg", quality=88)
        text = MANUSCRIPT + "".join(PHOTO.format(n=number) for number in range(1, 6))
        (folder / "release.yaml").write_text(text, "utf-8")
        project = Project(Path(scratch))
        release = project.read("five")
        theme, every = Theme("base", project.template_roots), tuple(EDITIONS.values())
        documents = tuple(typeset(localise(release, edition, every), theme) for edition in every)
        photos.make(documents)  # imports
        costs = []
        for _ in range(rounds):
            start = time.process_time()
            data, _ = photos.make(documents)
            costs.append(time.process_time() - start)
    print(f"photos.zip, {len(data) / 1e6:.0f} MB: {1000 * statistics.median(costs):.0f} ms of processor time")


if __name__ == "__main__":
    main()
