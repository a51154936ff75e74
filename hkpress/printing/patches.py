"""Every function of another package that hkpress replaces: the target, its replacement, and the reason.

WeasyPrint has no hooks for this. Each patch holds a digest of the source it was written for. If another version is
installed, the whole module of the patch is left out, and the original does the work. * `setting` has what WeasyPrint
cannot do by itself. Goldens rest on it. If a part of it does not fit, hkpress replaces nothing.
* `speed` has what makes it quicker. HKPRESS_PLAIN=1 leaves all of that out, and HKPRESS_PLAIN=speed.lines,speed.sizes.strut
  leaves out a module and a patch. The patches of speed.embedding work only together.
"""

from __future__ import annotations

import hashlib
import importlib
import linecache
import os
import sys
from collections.abc import Iterator
from functools import cache
from itertools import groupby, takewhile
from typing import Any, NamedTuple


class Patch(NamedTuple):
    target: str
    """The module and the name in it. With a *, all modules of a package that have imported it."""
    replacement: str
    """A function in hkpress.printing that takes the original and returns the replacement."""
    why: str
    source: str
    """The digest of the original's source."""

    @property
    def module(self) -> str:
        return self.replacement.rpartition(".")[0]


PATCHES = (
    Patch("weasyprint.text.line_break:Layout.set_text", "setting.spacing.set_text", "gaps beside Latin, squeezed marks", "b1ff0c069c2b"),
    Patch("weasyprint.layout.inline:justify_line", "setting.justify.justify_line", "Chinese is justified", "cbba344b3c57"),
    Patch("weasyprint.layout.inline:text_align", "setting.justify.text_align", "marks at a line's ends stand at the margins", "79372fc12c36"),
    Patch("weasyprint.layout*:block_box_layout", "setting.headline.block_box_layout", "a headline's lines are about as long", "cdeb75ab3eab"),
    Patch("weasyprint.layout.inline:split_inline_box", "setting.overlong.split_inline_box", "a word of several elements stays on the page", "039bca5ab958"),
    Patch("weasyprint.layout.inline:split_text_box", "setting.overlong.split_text_box", "a word of several elements stays on the page", "eb75c8b916af"),
    Patch("weasyprint.layout.inline:_break_waiting_children", "setting.overlong.break_waiting_children", "a word of several elements stays on the page", "341be9844472"),
    Patch("weasyprint.document:layout_document", "setting.numbering.layout_document", "parts are numbered without another layout", "421aba4c2809"),
    Patch("weasyprint.pdf.tags:_build_box_tree", "setting.tags.build_box_tree", "each part has its language", "e8338d00c41d"),
    Patch("weasyprint.pdf:add_tags", "setting.tags.add_tags", "a table is one table, a list one list", "74d331d78a01"),
    Patch("weasyprint.draw.text:draw_first_line", "setting.drawing.draw_first_line", "Chinese stands where it was set", "df38b8753e86"),
    Patch("weasyprint.draw.text:draw_text_decoration", "setting.underline.draw_text_decoration", "blank halves of marks are not underlined", "761d9925c37e"),
    Patch("weasyprint.text.line_break:Layout.setup", "speed.lines.setup", "fonts are described once", "97d605ad9767"),
    Patch("weasyprint.layout.inline:split_first_line", "speed.lines.split_first_line", "all lines of a text are found at once", "f5cfad56910a"),
    Patch("weasyprint.pdf.fonts:Font.__init__", "speed.embedding.begin", "font files are not copied", "64bade0f1b1f"),
    Patch("weasyprint.pdf.fonts:Font._harfbuzz_subset", "speed.embedding.subset", "fonts hold what is drawn", "9e526bbdecaa"),
    Patch("weasyprint.pdf.fonts:_build_vector_font_dictionary", "speed.embedding.describe", "fonts hold what is drawn", "a21fcc622297"),
    Patch("weasyprint.pdf:build_fonts_dictionary", "speed.embedding.used_fonts", "fonts that draw nothing are left out", "934910c919b5"),
    Patch("weasyprint.css:ComputedStyle.__missing__", "speed.styles.value", "few values are computed", "b63779545f97"),
    Patch("weasyprint.layout.inline:_break_waiting_children", "speed.breaking.break_waiting_children", "a long line is tried once", "341be9844472"),
    Patch("weasyprint.layout*:shrink_to_fit", "speed.sizes.shrink_to_fit", "what fits is measured once", "8e957e6d76e4"),
    Patch("weasyprint.layout*:strut", "speed.sizes.strut", "empty lines are measured once", "e0631a4e87ce"),
    Patch("weasyprint.layout*:resolve_percentages", "speed.sizes.resolve_percentages", "percentages are worked out once", "92016b948f74"),
    Patch("cssselect2.compiler:_compile_node", "speed.selectors.compile_node", "`:has()` ends where it finds", "42f39adfdf9d"),
    Patch("tinyhtml5.inputstream:HTMLUnicodeInputStream.chars_until", "speed.parsing.chars_until", "patterns are compiled once", "56c72bc5db2f"),
    Patch("pydyf:Stream.data", "speed.parsing.stream_data", "libdeflate compresses", "75aee5a28439"),
    Patch("pydyf:PDF.page_references", "speed.parsing.page_references", "pages are named once", "80b7de568b63"),
)  # fmt: skip


def plain() -> frozenset[str]:
    """The modules and replacements of `speed` that HKPRESS_PLAIN leaves out."""
    return frozenset(os.environ.get("HKPRESS_PLAIN", "").replace(" ", "").split(",")) - {""}


def is_plain(module: str) -> bool:
    """Whether a module of `speed`, such as speed.sheets, is left out."""
    return not plain().isdisjoint(("1", module))


@cache
def install() -> frozenset[str]:
    """Install the patches, once. Returns the modules whose replacements are in force, such as `setting.justify`."""
    groups = {name: tuple(group) for name, group in groupby(PATCHES, lambda patch: patch.module)}
    unfit = {
        name
        for name, group in groups.items()
        if not (all(original(each) == each.source for each in group) and _call(name, "fits"))
    }
    if any(name.startswith("setting.") for name in unfit):
        return frozenset()
    left = plain()
    for name, group in groups.items():
        if name in unfit or (name.startswith("speed.") and is_plain(name)):
            continue
        _call(name, "prepare")
        for patch in group:
            if patch.replacement not in left:
                _put(patch)
    return frozenset(name for name in groups.keys() - unfit if name.startswith("setting.") or not is_plain(name))


def _call(module: str, function: str) -> bool:
    """Call a module's function, if it has one: `fits`, whether the libraries suit it, or `prepare`."""
    target = getattr(importlib.import_module(f"hkpress.printing.{module}"), function, None)
    return target is None or target() is not False


def original(patch: Patch) -> str:
    """The digest of the source that the patch would replace; "" if the target does not exist."""
    for place, name in _owners(patch.target):
        return hashlib.sha256(_source(vars(place)[name]).encode()).hexdigest()[:12]
    return ""


def _put(patch: Patch) -> None:
    places = list(_owners(patch.target))
    own = vars(places[0][0])[places[0][1]]
    module = importlib.import_module(f"hkpress.printing.{patch.module}")
    made = getattr(module, patch.replacement.rpartition(".")[2])(own)
    for place, name in places:
        setattr(place, name, made)


def _owners(target: str) -> Iterator[tuple[Any, str]]:
    """The modules or the class in which the target is found, and its name there."""
    module, _, path = target.partition(":")
    *outer, name = path.split(".")
    if module.endswith("*"):
        inside = [each for path, each in sorted(sys.modules.items()) if path.startswith(module[:-1])]
        holders = [each for each in inside if name in vars(each)]
        yield from ((each, name) for each in holders if vars(each)[name] is vars(holders[0])[name])
        return
    place = importlib.import_module(module)
    for each in outer:
        place = getattr(place, each)
    if name in vars(place):
        yield place, name


def _source(what: Any) -> str:
    """The source lines of a function or property. `inspect` would parse them, which takes a hundred times as long."""
    code = getattr(what, "fget", what).__code__
    lines = linecache.getlines(code.co_filename)[code.co_firstlineno - 1 :]
    indent = len(lines[0]) - len(lines[0].lstrip())
    head = next(i for i, line in enumerate(lines) if line.lstrip().startswith(("def ", "async def ")))
    body = takewhile(lambda line: not line.strip() or len(line) - len(line.lstrip()) > indent, lines[head + 1 :])
    return "".join((*lines[: head + 1], *body)).rstrip()
