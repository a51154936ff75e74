"""A newsroom to look at: the project's own releases and the specimens, with one that was withdrawn and one embargoed."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from hkpress.newsroom import pages
from hkpress.newsroom.publish import publish
from hkpress.release.project import Project

ROOT = Path(__file__).parent.parent
MOMENT = datetime.fromisoformat("2026-05-01T09:00+08:00")
"""A moment when every release but the embargoed one is out."""
SHOWN = 2
"""Releases on a page of a list: few, so that these fill several pages."""
HIDDEN = "2026-05-01-night-ferry"
SETTINGS = """\
[newsroom]
url = "https://news.example.org"
title = {en = "Specimen Newsroom", tc = "樣本新聞中心"}
address = {en = "1 Harbour Road, Hong Kong", tc = "香港海港道一號"}
downloads = [%s]

[[newsroom.accounts]]
name = "LinkedIn"
url = "https://www.linkedin.com/company/example"

[newsroom.redirects]
"media/2026/appointment.html" = "appointment"
"""
WITHDRAWN = """\
issuer: harbour
date: 2025-06-02
topics: [science]
headline: {en: A Bridge of Glass, tc: 玻璃橋}
body:
  - {en: A bridge of glass will be built., tc: 將會興建一座玻璃橋。}
withdrawn:
  at: 2025-06-03T09:00+08:00
  note: {en: This release was issued in error., tc: 本新聞稿屬誤發。}
"""
EMBARGOED = """\
issuer: harbour
date: 2026-05-01
embargo: 2026-05-01T10:00+08:00
topics: [community]
headline: {en: A Night Ferry to Pier 3, tc: 三號碼頭夜航}
body:
  - {en: The night ferry sails from today., tc: 夜航今日啟航。}
"""


def lay_out(root: Path, downloads: tuple[str, ...] = ()) -> Project:
    """The project of the newsroom, in an empty folder."""
    specimen = ROOT / "tests" / "specimen" / "releases"
    shutil.copytree(specimen, root / "releases")
    for folder in (ROOT / "releases").glob("[0-9]*"):
        shutil.copytree(folder, root / "releases" / folder.name)
    shared = root / "releases" / "_shared"
    for path in (ROOT / "releases" / "_shared" / "issuers").iterdir():
        shutil.copy(path, shared / "issuers")
    with (shared / "people.yaml").open("a", encoding="utf-8") as people:
        people.write((ROOT / "releases" / "_shared" / "people.yaml").read_text("utf-8"))
    for slug, text in {"2025-06-02-bridge": WITHDRAWN, HIDDEN: EMBARGOED}.items():
        (root / "releases" / slug).mkdir()
        (root / "releases" / slug / "release.yaml").write_text(text, "utf-8")
    (root / "hkpress.toml").write_text(SETTINGS % ", ".join(f'"{name}"' for name in downloads), "utf-8")
    return Project(root)


def made(root: Path, downloads: tuple[str, ...] = ()) -> Path:
    """The site, written into an empty folder."""
    project = lay_out(root, downloads)
    shown, pages.SHOWN = pages.SHOWN, SHOWN
    try:
        done = publish(project, root / "site", MOMENT)
    finally:
        pages.SHOWN = shown
    assert not [problem for problem in done.problems if problem.severity == "error"], done.problems
    return root / "site"
