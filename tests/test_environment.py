from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hkpress.core import fonts
from hkpress.printing import environment


def test_it_names_the_engines_and_every_font() -> None:
    found = environment.describe()
    assert {"hkpress", "WeasyPrint", "Pango", "HarfBuzz", "fontconfig", "Pillow", "pydyf", "pypdfium2", "zlib"} <= {
        *found
    }
    assert "absent" not in found.values()
    assert all(found[font.file] == font.sha256 for font in fonts.FONTS)


def test_it_says_the_versions_that_the_engine_says() -> None:
    from weasyprint.text.ffi import pango

    major, minor, patch = environment.versions()["Pango"].split(".")
    assert pango.pango_version() == int(major) * 10000 + int(minor) * 100 + int(patch)


def test_without_the_pinned_fonts_the_stand_ins_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = tmp_path / "Other.ttc"
    other.write_bytes(b"font")
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    monkeypatch.setattr(fonts, "_system_fonts", lambda: ((str(other), 0), (str(other), 2)))
    found = environment.describe.__wrapped__()
    assert found["NotoSansHK_400Regular.ttf"] == "absent"
    assert len(found["Other.ttc"]) == 64


def test_it_imports_no_engine() -> None:
    code = "import sys; from hkpress.printing import environment; environment.describe(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"weasyprint", "PIL", "pydantic", "jinja2", "pypdfium2"} & {*loaded}
