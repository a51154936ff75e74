"""An embargo is on every page, in the metadata of every format and beside the files; odd times are refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner

from hkpress import cli
from hkpress.core.diagnostics import Invalid
from hkpress.formats import EMBARGOED, FORMATS, variants
from hkpress.production.make import make_release
from hkpress.release.project import Project
from tests.conftest import MINIMAL
from tests.park import picture

pytestmark = pytest.mark.usefixtures("printed_once")

TEXT = MINIMAL.replace(
    "  - {en: A paragraph., tc: 一段文字。}\n", "  - {en: A paragraph that is long enough., tc: 一段文字。}\n" * 75
)
TEXT = "embargo: 2025-04-24T10:00+08:00\n" + TEXT
TEXT += "photos: [{file: a.png, caption: {en: C, tc: 丙}, alt: {en: What is seen, tc: 所見}}]\n"
SAID = {"en": "Embargoed until 10am HKT", "tc": "上午10時", "sc": "上午10时"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("embargoed")
    (root / "releases/x").mkdir(parents=True)
    (root / "releases/x/release.yaml").write_text(TEXT, "utf-8")
    (root / "releases/x/a.png").write_bytes(picture())
    outcome = make_release(Project(root), "x", variants(["en", "tc"], FORMATS), checked=False)
    assert not outcome.failed, outcome.diagnostics
    return {output.path.name: output.data for output in outcome.outputs}


@pytest.mark.parametrize("edition", ["en", "tc"])
def test_it_is_on_every_page_of_the_pdf_and_in_its_metadata(made: dict[str, bytes], edition: str) -> None:
    with pypdfium2.PdfDocument(made[f"{edition}.pdf"]) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    assert len(pages) > 2
    assert all(SAID[edition] in page.replace("\r\n", " ") for page in pages)
    with pikepdf.open(io.BytesIO(made[f"{edition}.pdf"])) as pdf:
        assert SAID[edition] in str(pdf.docinfo["/Keywords"])
        with pdf.open_metadata() as xmp:
            assert SAID[edition] in str(xmp["pdf:Keywords"])


def test_it_is_in_the_metadata_of_every_other_format(made: dict[str, bytes]) -> None:
    assert '<meta name="keywords" content="Embargoed until 10am HKT, 24 April 2025">' in made["en.html"].decode()
    assert SAID["en"] in made["en.txt"].decode().split("\n\n")[0]
    with zipfile.ZipFile(io.BytesIO(made["tc.docx"])) as word:
        assert SAID["tc"] in word.read("docProps/core.xml").decode()
    assert SAID["en"] in str(message_from_bytes(made["en.eml"], policy=policy.default)["Subject"])
    assert json.loads(made["en.ninjs.json"])[
        "embargoeduntil" if "embargoeduntil" in made["en.ninjs.json"].decode() else "embargoedUntil"
    ]
    for name in ("photos.zip", "press-kit.zip"):
        with zipfile.ZipFile(io.BytesIO(made[name])) as packed:
            assert any(EMBARGOED in each or SAID["en"].encode() in packed.read(each) for each in packed.namelist())


def test_the_folder_and_the_summary_say_it(project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    ends = now + timedelta(days=2)
    dated = TEXT.replace("2025-04-24T10:00+08:00", f"{ends:%Y-%m-%dT%H:%MZ}").replace(
        "date: 2025-04-24", f"date: {now + timedelta(days=1):%Y-%m-%d}"
    )
    root = project(dated, **{"releases/x/a.png": picture()}).root
    monkeypatch.chdir(root)
    local = ends + timedelta(hours=8)
    file = f"EMBARGOED-UNTIL-{local:%Y-%m-%d-%H%M}-HKT.txt"
    for formats in ("html,text", "text", "html", "html,text"):  # the file is put back, whatever the options
        done = CliRunner().invoke(cli.main, ["build", "--format", formats, "--no-check"])
        assert done.exit_code == 0, done.output
        assert f"x is embargoed, nobody may publish it yet: build/x/{file}" in done.stderr
        assert "Embargoed until" in (root / "build/x" / file).read_text("utf-8-sig")
        (root / "build/x" / file).unlink()
    (root / "releases/x/release.yaml").write_text(dated.split("\n", 1)[1], "utf-8")
    done = CliRunner().invoke(cli.main, ["build", "--format", "text", "--no-check"])
    assert "embargo" not in done.stderr
    assert not list((root / "build/x").glob("EMBARGO*"))


def test_one_that_is_over_is_not_said(project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(TEXT, **{"releases/x/a.png": picture()}).root)
    assert "nobody may publish" not in CliRunner().invoke(cli.main, ["build", "--format", "text", "--no-check"]).stderr


ODD = [
    "0001-01-01T00:00+08:00", "9999-12-31T23:59-08:00", "1899-12-31T10:00+08:00", "2025-04-24T10:00:30+08:00", "2025-04-24T10:00:00.5+08:00",
    "2025-04-24T10:00+08:00:30", "2025-W17-4T10:00+08:00", "20250424T1000+0800", "2025-04-24T10+08:00", "2025-04-24T10:00+23:00",
    "2025-04-24T10:00+08:17", "2025-04-24x10:00+08:00", "2025-114T10:00+08:00", "2025-04-31T10:00+08:00", "2025-04-24T24:30+08:00",
    "２０２５-04-24T10:00+08:00", "2025-04-24T10:00+0800", "2025-04-24 10am", "2025-04-24T10:00 +08:00", "2025-04-24T10:00+08",
    *(f"2025-04-24T10:00{zone}" for zone in "+14:30 -13:00 -14:00 -12:30 -00:00 +08:30 +00:45 -11:45 +15:00 +99:99".split()),
]  # fmt: skip


USUAL = [
    "2025-04-24 10:00+08:00", "2025-04-24T10:00:00Z",
    *(f"2025-04-24T10:00{zone}" for zone in "+08:00 -09:30 +14:00 -12:00 +05:45 +00:00 +12:45".split()),
]  # fmt: skip


def test_odd_times_are_refused_and_others_are_not(project: Callable[..., Project]) -> None:
    made = project()
    for embargo in (*ODD, *USUAL):
        (made.releases / "x/release.yaml").write_text(f"embargo: '{embargo}'\n{MINIMAL}", "utf-8")
        if embargo in USUAL:
            assert made.read("x").manuscript.embargo
            continue
        with pytest.raises(Invalid) as caught:
            made.read("x")
        assert [each.code in ("time", "date") for each in caught.value.diagnostics] == [True], embargo


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01", "2025-W17-4"])
def test_days_of_no_use_are_refused(project: Callable[..., Project], date: str) -> None:
    with pytest.raises(Invalid):
        project(MINIMAL.replace("2025-04-24", date)).read("x")
