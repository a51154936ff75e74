"""One release from YAML to three PDFs, in new processes each time, beside other tools.

    python benchmarks/cold.py [ROUNDS]

Every turn starts its own processes. hkpress reads and checks the release and makes three PDFs; the `weasyprint`
command and headless Chromium get three finished pages (Debian: apt-get install fonts-noto-cjk chromium); `rendercv
render` makes one CV (PyPI: rendercv[full], which is put into .bench/). The last row times `--help`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import sidebyside
from pdf import SLUG, SYSTEM, document, plain
from sidebyside import BENCH, HKPRESS, ROOT, Cost, Missing, Turn, commands

EDITIONS = ("en", "tc", "sc")


def hkpress(folder: Path) -> Turn:
    shutil.copytree(ROOT / "releases" / SLUG, folder / "ours" / "releases" / SLUG)
    shutil.copytree(ROOT / "releases" / "_shared", folder / "ours" / "releases" / "_shared")

    def turn(number: int) -> Cost:
        output = folder / f"output{number}"
        made = [output / SLUG / f"{edition}.pdf" for edition in EDITIONS]
        cost = commands([[*HKPRESS, "build", "--format", "pdf", "-o", output]], folder / "ours", made)
        return replace(cost, cpu=0)  # of one process: the printing processes are not its children

    return turn


def pages(folder: Path, kind: str) -> list[Path]:
    """The three pages as files; for WeasyPrint with its own style sheet."""
    found = []
    for edition in EDITIONS:
        path = folder / f"{edition}-{kind}.html"
        html = plain(edition) if kind == "weasyprint" else document(edition).html.replace("</head>", f"{SYSTEM}</head>")
        path.write_text(html, "utf-8")
        found.append(path)
    return found


def weasyprint(folder: Path) -> Turn:
    program = Path(sys.executable).with_name("weasyprint")
    lines = [[program, "-q", page, page.with_suffix(".pdf")] for page in pages(folder, "weasyprint")]
    return lambda _: commands(lines, results=[Path(line[-1]) for line in lines])


def chromium(folder: Path) -> Turn:
    program = sidebyside.chromium()
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    made = [page.with_suffix(".pdf") for page in pages(folder, "chromium")]
    lines = [
        [program, *flags, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={pdf}", pdf.with_suffix(".html")]
        for pdf in made
    ]
    return lambda _: commands(lines, results=made)


def rendercv(folder: Path) -> Turn:
    program = sidebyside.venv("rendercv", "rendercv[full]", "click") / "rendercv"
    done = subprocess.run([program, "new", "John Doe"], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"`rendercv new` failed: {done.stderr.strip()[-200:]}")
    lines = [[program, "render", "John_Doe_CV.yaml"]]
    made = [folder / "rendercv_output" / "John_Doe_CV.pdf"]
    try:
        commands(lines, folder, made)
    except Missing as error:
        package = re.search(r"/preview/fontawesome-([\d.]+)\.tar", str(error))
        if not package:
            raise
        print("\nThe Typst package with the icons cannot be downloaded: the CV has none, which takes less time.")
        stand_in = folder / "data" / "typst" / "packages" / "preview" / "fontawesome" / package[1]
        stand_in.mkdir(parents=True)
        about = f'name = "fontawesome"\nversion = "{package[1]}"\nentrypoint = "lib.typ"\n'
        (stand_in / "typst.toml").write_text(f"[package]\n{about}")
        (stand_in / "lib.typ").write_text("#let fa-icon(..ignored) = []\n")
        lines = [["env", f"XDG_DATA_HOME={folder / 'data'}", *lines[0]]]
        commands(lines, folder, made)
    return lambda _: commands(lines, folder, made)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    BENCH.mkdir(exist_ok=True)
    sidebyside.machine()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        makers = {
            "hkpress build": lambda: hkpress(folder),
            "weasyprint, three times": lambda: weasyprint(folder),
            "chromium --headless, three times": lambda: chromium(folder),
            "rendercv render, one CV": lambda: rendercv(folder),
        }
        turns, missing = sidebyside.present(makers)
        title = "One release, three editions, cold"
        sidebyside.table(title, sidebyside.alternate(turns, rounds), "hkpress build", missing)
        lines = {
            "hkpress --help": [*HKPRESS, "--help"],
            "python -c pass": [sys.executable, "-c", "pass"],
            "weasyprint --help": [Path(sys.executable).with_name("weasyprint"), "--help"],
            "rendercv --help": [BENCH / "rendercv" / "bin" / "rendercv", "--help"],
        }
        turns, missing = sidebyside.present({name: lambda line=line: _helped(line) for name, line in lines.items()})
        sidebyside.table("Help", sidebyside.alternate(turns, rounds), "hkpress --help", missing)


def _helped(line: list[str | Path]) -> Turn:
    if not Path(line[0]).exists():
        raise Missing("it is not installed")
    commands([line])
    return lambda _: commands([line])


if __name__ == "__main__":
    main()
