"""The documentation: pages made from the code are those of today, and links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from hkpress.page import document
from hkpress.page.theme import Theme
from hkpress.release.editions import EDITIONS
from tests.conftest import ROOT

DOCS = ROOT / "docs"
SPEC = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
assert SPEC
assert SPEC.loader
reference = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(reference)

PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])


@pytest.mark.parametrize("file", sorted(reference.PAGES))
def test_a_page_made_from_the_code_is_that_of_today(file: str) -> None:
    assert (DOCS / file).read_text("utf-8") == reference.PAGES[file](), "run `make reference`"


def test_every_filter_and_function_is_explained() -> None:
    environment = document._environment(Theme("base"), EDITIONS["en"], False)
    own = {name for name in environment.filters if environment.filters[name].__module__ == document.__name__}
    explained = " ".join(document.HELPERS)
    assert own
    assert all(re.search(rf"\| {name}\b", explained) for name in own)
    assert all(f"{name}(" in explained for name in ("style", "asset"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_of_the_documentation_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`|^    [^\n]*$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for link in re.findall(r"(?<!\\)\[[^\[\]]*\]\(([^)\s]+)\)", prose):
        file, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", file) or not link.strip("#…"):
            continue
        path = (page.parent / file) if file else page
        assert path.exists(), f"{page.name}: {link}"
        if anchor:
            assert anchor in anchors(path), f"{page.name}: {link}"


def anchors(page: Path) -> set[str]:
    """The names that headings can be reached by."""
    heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
