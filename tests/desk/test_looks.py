"""The desk's view of a release follows the files that it comes from."""

from __future__ import annotations

import gc
import shutil
import weakref
from pathlib import Path

import pytest
from PIL import Image

from hkpress.core import recent
from hkpress.desk import looks, made, rows
from hkpress.desk.looks import Looks, manuscript
from hkpress.desk.words import Say
from hkpress.release import source
from hkpress.release.project import Project
from tests.conftest import ROOT

GLOSSARY = "names:\n  - en: Park\n    tc: 園區\n    wrong: x\n"
PEOPLE = "sunny-chai:\n  name: {en: Sunny Chai, tc: 查毅超}\n  honorific: {en: Dr, tc: 博士}\n  telephone: '1'\n"
SEED = "2025-04-24-two-sessions"


def test_a_theme_that_changes_while_the_desk_is_open_is_shown_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "_LOOK_AGAIN", 0.0)
    shutil.copytree(ROOT / "releases", tmp_path / "releases", ignore=shutil.ignore_patterns("*.jpg", "*.png"))
    theme = tmp_path / "templates" / "hkstp"
    theme.mkdir(parents=True)
    project, sheet = Project(tmp_path), theme / "release.css"
    origin = source.read(manuscript(project, SEED))
    desk = Looks(project)
    for colour in ("teal", "maroon"):
        sheet.write_text(f"h1 {{ color: {colour} }}\n")
        assert f"color: {colour}" in desk.html(origin, "tc")


def test_what_is_kept_of_texts_keeps_no_file_in_memory() -> None:
    path = manuscript(Project(ROOT), SEED)
    text = path.read_text("utf-8")
    desk, origins = Looks(Project(ROOT)), []
    for number in range(3):
        origin = source.parse_text(text.replace("The event", f"The event {number}"), path)
        desk.html(origin, "en")
        desk.findings(origin, Say("en"))
        origins.append(weakref.ref(origin))
        del origin
    gc.collect()
    assert [each() for each in origins] == [None, None, None]


def test_typing_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    path = manuscript(Project(ROOT), SEED)
    text = path.read_text("utf-8")
    monkeypatch.setattr(looks, "_AGE", 2)
    recent.forget()
    desk, kept = Looks(Project(ROOT)), []
    for number in range(8):
        origin = source.parse_text(text.replace("The event", f"The event {number}"), path)
        desk.html(origin, "en")
        desk.findings(origin, Say("en"))
        kept.append(sum(len(each) for each in recent._all))
    assert kept[7] - kept[3] < kept[2] - kept[1]  # four checks leave behind less than the size of one text


def test_problems_of_shared_files_are_reported_by_name(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "releases", tmp_path / "releases", ignore=shutil.ignore_patterns("*.jpg", "*.png"))
    shared = tmp_path / "releases" / "_shared"
    shared.joinpath("people.yaml").write_text(PEOPLE, "utf-8")
    shared.joinpath("glossary.yaml").write_text(GLOSSARY, "utf-8")
    shared.joinpath("issuers", "hkstp.yaml").write_text("name: {en: The Park, tc: 園區公司}\nweb: x\n", "utf-8")
    desk, origin = Looks(Project(tmp_path)), source.read(manuscript(Project(tmp_path), SEED))
    found = {each["file"] for each in desk.findings(origin, Say("en"))}
    assert {"People · Dr Sunny Chai", "Glossary · Park", "Issuer · The Park"} <= found
    slugs = {each["slug"] for each in desk.findings(origin, Say("en"))}
    assert {"_people.sunny-chai", "_issuers.hkstp", ""} <= slugs
    assert "人物 · 查毅超博士" in {each["file"] for each in desk.findings(origin, Say("tc"))}
    said = "releases/_shared/people.yaml:4:3: error[key] `telephone` is not a field here"
    (problem,), rest = made.problems(said, origin)
    assert made.described(problem, [], desk, Say("en")).startswith("People · Dr Sunny Chai: ")
    assert not rest
    shared.joinpath("people.yaml").write_text("a: [\n", "utf-8")
    assert "People" in {each["file"] for each in desk.findings(origin, Say("en"))}


def test_a_page_is_shown_while_a_footnote_is_still_to_be_written(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "releases", tmp_path / "releases")
    path = manuscript(Project(tmp_path), SEED)
    text = path.read_text("utf-8").replace("    HKSTP Hosts Hong Kong", "    HKSTP Hosts[^2] Hong Kong", 1)
    assert "[^2]" in text
    html = Looks(Project(tmp_path)).html(source.parse_text(text, path), "en")
    assert html.count('id="note-') == 2


def test_a_name_that_is_still_to_be_written_lacks_both_languages() -> None:
    path = manuscript(Project(ROOT), SEED)
    origin = source.parse_text("number: {en: , tc: }\n" + path.read_text("utf-8"), path)
    told = [each["message"] for each in Looks(Project(ROOT)).findings(origin, Say("en")) if each["severity"] == "error"]
    assert told == ["English is empty", "Traditional Chinese is empty"]


def test_a_new_photo_without_alternative_text_is_warned_about_once_whether_or_not_it_has_room_for_it(
    tmp_path: Path,
) -> None:
    shutil.copytree(ROOT / "releases", tmp_path / "releases")
    path, photo = manuscript(Project(tmp_path), SEED), "room.jpg"
    Image.new("RGB", (2400, 1600)).save(path.with_name(photo))
    start = "issuer: hkstp\ndate: 2026-11-28\nheadline: {en: One, tc: 一}\nbody:\n  - {en: Two, tc: 二}\nphotos:\n"
    for alt, told in {
        "": ["alt-text"],
        "    alt: {en: , tc: }\n": ["alt-text"],
        "    alt: {en: Ann, tc: }\n": ["empty"],
    }.items():
        origin = source.parse_text(f"{start}  - file: {photo}\n    caption: {{en: A room, tc: 房間}}\n{alt}", path)
        found = [each for each in Looks(Project(tmp_path)).findings(origin, Say("en")) if "photos" in each["loc"]]
        assert [each["code"] for each in found if each["code"] in ("alt-text", "empty")] == told


def test_a_release_in_one_language_needs_no_other_though_its_texts_have_room_for_it() -> None:
    path = manuscript(Project(ROOT), SEED)
    text = "issuer: hkstp\ndate: 2026-11-28\neditions: [en]\nheadline: {en: One, tc: }\nbody:\n"
    text += "  - {en: Two, tc: }\n  - {en: Open on 25 December., tc: 待譯。}\n"
    origin, desk = source.parse_text(text, path), Looks(Project(ROOT))
    assert [each for each in desk.findings(origin, Say("en")) if each["severity"] == "error"] == []
    assert desk.html(origin, "tc") == desk.html(origin, "en")
    assert "('headline', 'en')" in str(drawn := rows.rows(origin.data, {}, Say("en")))
    assert "('headline', 'tc')" not in str(drawn)


@pytest.mark.parametrize(
    ("en", "tc", "labels"),
    [
        ("It costs HK$12 each.", "每份21港元。", ["21 → 12", "12 → 21"]),
        ("It rose 60%.", "上升70%。", ["70 → 60", "60 → 70"]),
        ("It costs HK$260 million.", "耗資2.5億港元。", ["260 million → 250 million", "2.5億 → 2.6億"]),
        ("It costs HK$60 billion.", "耗資6億港元。", ["60 billion → 600 million", "6億 → 600億"]),
        ("It has 2,500,000 users.", "有25萬名用戶。", ["2,500,000 → 250,000", "25萬 → 250萬"]),
        ("About 60% of visitors came by train.", "約七成訪客乘搭鐵路。", ["60% → 70%", "七成 → 六成"]),
        ("About 63 per cent of visitors came.", "約七成訪客到場。", ["63 per cent → 70 per cent", "七成 → 63%"]),
        ("Some 1,200 people came.", "約一千三百人到場。", ["1,200 → 1,300", "一千三百 → 一千二百"]),
        ("It took one-third of it.", "佔四分之一。", []),
        ("There were 90 schools.", "共有90名學生。", []),  # the words beside them differ
    ],
)
def test_a_figure_is_corrected_in_the_writing_of_each_language(en: str, tc: str, labels: list[str]) -> None:
    path = manuscript(Project(ROOT), SEED)
    head = "issuer: hkstp\ndate: 2026-11-28\nheadline: {en: One, tc: 標題}\nbody:\n"
    origin = source.parse_text(f"{head}  - en: {en}\n    tc: {tc}\n", path)
    (found,) = [each for each in Looks(Project(ROOT)).findings(origin, Say("en")) if each["code"] == "figures"]
    assert sorted(each["label"] for each in found["fixes"]) == sorted(labels)
