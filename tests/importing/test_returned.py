"""Word files that went out and come back."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from hkpress.cli import main
from hkpress.core.diagnostics import Invalid
from hkpress.formats import variants
from hkpress.importing import restructure, returned
from hkpress.importing.reading import read_document
from hkpress.importing.returned import Proposal
from hkpress.production.make import make_release
from hkpress.release import source
from hkpress.release.project import Project
from tests.conftest import ROOT

SLUG = "2025-04-24-two-sessions"
HOUSES = {slug: Project(root) for root in (ROOT, ROOT / "tests/specimen") for slug in Project(root).slugs()}


@pytest.fixture
def newsroom(tmp_path: Path) -> Project:
    shutil.copytree(ROOT / "releases", tmp_path / "releases")
    return Project(tmp_path)


def out(project: Project, edition: str, slug: str = SLUG) -> Any:
    """The Word file that goes out, open."""
    files = [path for path in sorted(project.releases.rglob("*")) if path.is_file()]
    key = slug, edition, *((path.relative_to(project.releases), path.read_bytes()) for path in files)
    if key not in _SENT:
        wanted = variants([edition], ["word"]) if edition != "both" else variants(formats=["both"])
        outputs = make_release(project, slug, wanted, checked=False).outputs
        _SENT[key] = next(each.data for each in outputs if each.path.suffix == ".docx")
    return docx.Document(io.BytesIO(_SENT[key]))


_SENT: dict[tuple[object, ...], bytes] = {}
"""Word files by release, edition and all files of the project: most tests start with the same ones."""


def back(project: Project, document: Any, name: str = "x.docx", slug: str = SLUG) -> list[Proposal]:
    return returned.proposals(project, project.read(slug), read_document(name, _saved(document)))


def _saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def edit(document: Any, old: str, new: str) -> Any:
    """Replace words in the one run that has them."""
    found = [run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text]
    assert len(found) == 1, found
    found[0].text = found[0].text.replace(old, new)
    return found[0]


def paragraph(document: Any, words: str) -> Any:
    return next(each for each in document.paragraphs if words in each.text)


LONG = bool(os.environ.get("HKPRESS_LONG"))
SOME = [(SLUG, "sc"), ("specimen", "both"), ("harbour-market", "tc"), ("joint-laboratory", "en")]


def every() -> Iterator[tuple[str, str]]:
    """Each release in each of its editions, and in both languages."""
    for slug, house in HOUSES.items():
        editions = house.read(slug).manuscript.editions
        yield from ((slug, edition) for edition in (*editions, *["both"] * (len(editions) == 3)))


@pytest.mark.parametrize(("slug", "edition"), [*every()] if LONG else SOME)
def test_a_file_that_nobody_edited_changes_nothing(slug: str, edition: str) -> None:
    assert back(HOUSES[slug], out(HOUSES[slug], edition, slug), slug=slug) == []


def test_a_changed_word_is_written_and_nothing_else(newsroom: Project) -> None:
    document = out(newsroom, "en")
    edit(document, "leaders and talent from the I&T sector", "leaders and experts from the I&T sector")
    (found,) = back(newsroom, document)
    assert (found.kind, found.at, found.who, found.note) == ("words", "body/2/en", "", "")
    origin = newsroom.source(newsroom.releases / SLUG / "release.yaml")
    after = restructure.accepted(origin, [found])
    assert after == origin.text.replace(
        "leaders and talent from the I&T sector", "leaders and experts from the I&T sector"
    )


def test_a_changed_figure_is_reported_at_once(newsroom: Project) -> None:
    document = out(newsroom, "tc")
    edit(document, "活動吸引逾250名嘉賓", "活動吸引逾300名嘉賓")
    (found,) = back(newsroom, document)
    assert "figures differ now, the English is unchanged" in str(found.note)


def test_another_figure_that_differs_is_reported_although_one_differed_before(newsroom: Project) -> None:
    path = newsroom.releases / SLUG / "release.yaml"
    path.write_text(path.read_text("utf-8").replace("attracted more than 250", "attracted more than 270"), "utf-8")
    document = out(newsroom, "tc")
    edit(document, "以及跨界別專家", "以及30名跨界別專家")
    (found,) = back(newsroom, document)
    assert "figures differ now, the English is unchanged" in str(found.note)


def test_a_figure_changed_alike_in_both_languages_is_not_reported(newsroom: Project) -> None:
    files = []
    for edition, old, new in (
        ("en", "The event attracted more than 250", "The event attracted 300"),
        ("tc", "活動吸引逾250名", "活動吸引300名"),
    ):
        document = out(newsroom, edition)
        edit(document, old, new)
        files += read_document(f"{edition}.docx", _saved(document))
    found = returned.proposals(newsroom, newsroom.read(SLUG), files)
    assert [(each.kind, str(each.note)) for each in found] == [("words", "")] * 2


def test_a_quotation_is_written_without_the_marks_of_the_page(newsroom: Project) -> None:
    document = out(newsroom, "tc")
    edit(document, "擔當更重要的角色。」", "擔當關鍵的角色。」")
    (found,) = back(newsroom, document)
    assert found.at == "body/12/quote/words/tc"
    assert (found.value or "").endswith("擔當關鍵的角色。")
    edit(document, "他表示：", "他又表示：")
    assert [each.at for each in back(newsroom, document)] == ["body/12/quote/before/tc", "body/12/quote/words/tc"]


def test_one_part_of_a_long_quotation() -> None:
    house = HOUSES["specimen"]
    document = out(house, "en", "specimen")
    edit(document, "told its reader that nobody looked", "told its reader that nobody cared")
    (found,) = back(house, document, slug="specimen")
    assert (found.value or "").count("\n\n") == 1
    assert (found.value or "").endswith("nobody cared.")


def test_a_dateline_is_written_and_labels_are_reported(newsroom: Project) -> None:
    document = out(newsroom, "en")
    edit(document, "(Hong Kong, 24 April 2025) –", "(Shenzhen, 25 April 2025) –")
    edit(document, "For Immediate release", "For release tomorrow")
    found = back(newsroom, document)
    assert {(each.kind, each.new) for each in found} == {
        ("words", "2025-04-25"),
        ("words", "Shenzhen"),
        ("label", "For release tomorrow"),
    }
    assert "the page adds these words" in str(next(each.note for each in found if each.kind == "label"))
    after = restructure.accepted(newsroom.read(SLUG).sources[0][0], [each for each in found if each.writable])
    assert "\ndate: 2025-04-25\n" in after
    assert "Shenzhen" in after


def test_a_heading_that_names_the_place_is_no_dateline(newsroom: Project) -> None:
    document = out(newsroom, "en")
    edit(document, "About Hong Kong Science", "About the Hong Kong Science")
    assert [(each.kind, each.writable) for each in back(newsroom, document)] == [("label", False)]


def test_added_and_removed_paragraphs(newsroom: Project) -> None:
    document = out(newsroom, "en")
    paragraph(document, "The event attracted").insert_paragraph_before("A new paragraph that nobody has seen before.")
    gone = paragraph(document, "Prof William Wong, meanwhile")
    gone._p.getparent().remove(gone._p)
    added, removed = sorted(back(newsroom, document), key=lambda each: each.kind)
    assert (added.kind, added.at, added.new) == ("added", "body/2", "A new paragraph that nobody has seen before.")
    assert (removed.kind, removed.at, removed.writable) == ("removed", "body/10/en", True)
    origin = newsroom.source(newsroom.releases / SLUG / "release.yaml")
    data = source.parse_text(restructure.accepted(origin, [added]), origin.path).data
    assert data["body"][1] == {"en": added.new, "tc": "待定。"}
    assert data["body"][2:] == origin.data["body"][1:]
    data = source.parse_text(restructure.accepted(origin, [added, removed]), origin.path).data
    assert data["body"][2:] == [*origin.data["body"][1:9], *origin.data["body"][10:]]
    assert data["remarks"][-1] == f"Taken out with the English: {origin.data['body'][9]['tc']}"


def test_a_moved_paragraph(newsroom: Project) -> None:
    document = out(newsroom, "tc")
    moved = paragraph(document, "黃錦輝教授則指出")
    paragraph(document, "活動吸引逾250名嘉賓")._p.addprevious(moved._p)
    (found,) = back(newsroom, document)
    assert (found.kind, found.at, found.below) == ("moved", "body/10/tc", ("body", 0))
    origin = newsroom.source(newsroom.releases / SLUG / "release.yaml")
    data = source.parse_text(restructure.accepted(origin, [found]), origin.path).data
    body = origin.data["body"]
    assert data == origin.data | {"body": [body[0], body[9], *body[1:9], *body[10:]]}


def test_paragraphs_taken_away_and_moved_with_tracked_changes(newsroom: Project) -> None:
    document = out(newsroom, "tc")
    gone, below = paragraph(document, "黃錦輝教授則指出"), paragraph(document, "活動吸引逾250名嘉賓")
    again = deepcopy(gone._p)
    _track(gone, "del")
    (found,) = back(newsroom, document)
    assert (found.kind, found.at, found.loc, found.who) == ("removed", "body/10/tc", ("body", 9), "Chan")
    for mark in (*again.findall(qn("w:bookmarkStart")), *again.findall(qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    below._p.addprevious(again)
    _track(paragraph(document, "黃錦輝教授則指出"), "ins")
    (found,) = back(newsroom, document)
    assert (found.kind, found.at, found.below) == ("moved", "body/10/tc", ("body", 0))


def _track(paragraph: Any, name: str) -> None:
    """Say that Chan put the whole paragraph there, or took it away."""
    runs = list(paragraph._p.iter(qn("w:r")))
    marks = OxmlElement("w:rPr")
    marks.append(_tracked(name))
    paragraph._p.get_or_add_pPr().append(marks)
    for run in runs:
        run.addprevious(change := _tracked(name))
        change.append(run)
        for words in run.findall(qn("w:t")) if name == "del" else ():
            words.tag = qn("w:delText")


def _tracked(name: str) -> Any:
    made = OxmlElement(f"w:{name}")
    made.set(qn("w:id"), "9000")
    made.set(qn("w:author"), "Chan")
    return made


def test_paragraphs_split_and_joined(newsroom: Project) -> None:
    document = out(newsroom, "en")
    first, second = paragraph(document, "The event attracted"), paragraph(document, "The event followed")
    for child in list(second._p)[1:]:
        first._p.append(child)
    second._p.getparent().remove(second._p)
    (found,) = back(newsroom, document)
    assert (found.kind, found.at) == ("joined", "body/2/en")
    origin = newsroom.source(newsroom.releases / SLUG / "release.yaml")
    data = source.parse_text(restructure.accepted(origin, [found]), origin.path).data
    one, other = origin.data["body"][1:3]
    assert data["body"][1] == {"en": f"{one['en']} {other['en']}", "tc": one["tc"] + other["tc"]}
    assert data["body"][2:] == origin.data["body"][3:]


def test_a_paragraph_split_in_both_languages(newsroom: Project) -> None:
    found = []
    for edition, words in (("en", "cross-industry experts."), ("tc", "跨界別專家。")):
        document = out(newsroom, edition)
        first = paragraph(document, words)
        text = first.text
        cut = text.index(words) + len(words)
        run = next(run for run in first.runs if words in run.text)
        second = deepcopy(first._p)
        run.text = run.text[: run.text.index(words) + len(words)]
        first._p.addnext(second)
        for child in list(second.iter("{*}bookmarkStart", "{*}bookmarkEnd")):
            child.getparent().remove(child)
        other = next(each for each in second.iter("{*}t") if words in (each.text or ""))
        other.text = (other.text or "").split(words)[1]
        assert len(text) > cut
        found += [(edition, document)]
    streams = []
    for edition, document in found:
        stream = io.BytesIO()
        document.save(stream)
        streams += read_document(f"{edition}.docx", stream.getvalue())
    (proposal,) = returned.proposals(newsroom, newsroom.read(SLUG), streams)
    assert (proposal.kind, proposal.edition, proposal.at) == ("split", "both", "body/2/en")
    origin = newsroom.source(newsroom.releases / SLUG / "release.yaml")
    body = source.parse_text(restructure.accepted(origin, [proposal]), origin.path).data["body"]
    assert [body[1]["tc"] + body[2]["tc"]] == [origin.data["body"][1]["tc"]]
    assert body[1]["en"].endswith("experts.")
    assert body[2]["en"].startswith("Participants")
    assert body[3:] == origin.data["body"][2:]


def test_a_file_of_another_release_says_so(newsroom: Project) -> None:
    document = out(newsroom, "en", "2025-04-16-innovation-institutions")
    with pytest.raises(Invalid) as error:
        back(newsroom, document)
    assert "is a Word file of the release 2025-04-16-innovation-institutions, not of" in str(error.value)


def test_two_directors_change_the_same_text(newsroom: Project) -> None:
    one, other = out(newsroom, "tc"), out(newsroom, "tc")
    edit(one, "活動吸引逾250名嘉賓", "活動吸引超過250名嘉賓")
    edit(other, "活動吸引逾250名嘉賓", "是次活動吸引逾250名嘉賓")
    edit(other, "黃錦輝教授則指出", "黃錦輝教授指出")
    path = newsroom.releases / SLUG / "release.yaml"
    origin = newsroom.source(path)
    path.write_text(restructure.accepted(origin, back(newsroom, one)), "utf-8")
    older, first, second = back(newsroom, other)
    assert older.kind == "older"
    assert (first.kind, first.at) == ("conflict", "body/2/tc")
    assert first.old.startswith("活動吸引超過250名")
    assert first.new.startswith("是次活動吸引逾250名")
    assert (second.kind, second.at) == ("words", "body/10/tc")
    assert [each.kind for each in back(newsroom, one)] == ["older"]  # a change that was accepted is no longer one


def test_all_leaves_conflicts_to_be_decided(newsroom: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(newsroom.root)
    for name, words in (("one", "超過250名"), ("other", "合共250名")):
        document = out(newsroom, "tc")
        edit(document, "活動吸引逾250名嘉賓", f"活動吸引{words}嘉賓")
        document.save(f"{name}.docx")
    path = newsroom.releases / SLUG / "release.yaml"
    assert (
        "1 change taken over"
        in CliRunner().invoke(main, ["import", "one.docx", "--into", SLUG, "--accept", "all"]).output
    )
    after = path.read_text("utf-8")
    second = CliRunner().invoke(main, ["import", "other.docx", "--into", SLUG, "--accept", "all"])
    assert "2. a conflict in body/2/tc" in second.output
    assert path.read_text("utf-8") == after
    assert "超過250名" in after
    CliRunner().invoke(main, ["import", "other.docx", "--into", SLUG, "--accept", "2"])
    assert "合共250名" in path.read_text("utf-8")


def test_a_second_director_changes_an_older_file(newsroom: Project) -> None:
    """Later changes of the release are no proposals. Each change of the Word file reaches its own text."""
    path = newsroom.releases / SLUG / "release.yaml"
    one, other, idle = out(newsroom, "tc"), out(newsroom, "en"), out(newsroom, "en")
    paragraph(one, "繼十四屆全國人大").insert_paragraph_before("大會亦設有展覽，展出30項創科成果。")
    gone = paragraph(one, "黃錦輝教授則指出")
    gone._p.getparent().remove(gone._p)
    paragraph(one, "活動吸引逾250名嘉賓")._p.addprevious(paragraph(one, "鄧健榮先生分享他")._p)
    path.write_text(restructure.accepted(newsroom.source(path), back(newsroom, one)), "utf-8")
    assert [each.kind for each in back(newsroom, idle)] == ["older"]
    edit(other, "Mr Augustus Tang shared his proposals", "Mr Augustus Tang set out his proposals")
    edit(other, "Prof William Wong, meanwhile, pointed out", "Prof William Wong, meanwhile, noted")
    paragraph(other, "The event followed").insert_paragraph_before("An exhibition showed 30 achievements.")
    gone = paragraph(other, "Luminaries from")
    gone._p.getparent().remove(gone._p)
    found = back(newsroom, other)
    assert {(each.kind, each.at, each.is_for_all) for each in found} == {
        ("older", "", False),
        ("words", "body/2/en", True),
        ("words", "body/4/en", True),  # beside the Chinese that waited for it
        ("removed", "body/6/en", True),
        ("added", "", False),  # the release has no such text any more
    }
    data = source.parse_text(restructure.accepted(newsroom.source(path), found), path).data
    assert {"en": "An exhibition showed 30 achievements.", "tc": "大會亦設有展覽，展出30項創科成果。"} in data["body"]


def test_two_files_at_once_that_say_different_things(newsroom: Project) -> None:
    files = []
    for name, words in (("one", "experts"), ("other", "scholars")):
        document = out(newsroom, "en")
        edit(document, "leaders and talent from the I&T sector", f"leaders and {words} from the I&T sector")
        stream = io.BytesIO()
        document.save(stream)
        files += read_document(f"{name}.docx", stream.getvalue())
    first, second = returned.proposals(newsroom, newsroom.read(SLUG), files)
    assert (first.is_for_all, second.is_for_all) == (True, False)
    assert "another of these files says" in str(second.note)


def test_a_foreign_file_says_that_it_looks_like_another_release(newsroom: Project) -> None:
    from tests.importing import office

    (document,) = read_document("x.docx", office.plainly(office.lines("2025-04-16-innovation-institutions", "en")))
    with pytest.raises(Invalid) as error:
        returned.proposals(newsroom, newsroom.read(SLUG), [document])
    assert "x.docx looks like a file of another release" in str(error.value)


def test_a_file_without_bookmarks_is_read_by_what_it_says(newsroom: Project) -> None:
    document = out(newsroom, "en")
    for mark in list(document.element.iter("{*}bookmarkStart", "{*}bookmarkEnd")):
        mark.getparent().remove(mark)
    edit(document, "leaders and talent from the I&T sector", "leaders and experts from the I&T sector")
    (found,) = back(newsroom, document)
    assert (found.kind, found.at) == ("words", "body/2/en")


def test_comments_stand_beside_the_text(newsroom: Project) -> None:
    document = out(newsroom, "en")
    run = next(run for run in paragraph(document, "The event attracted").runs if "250" in run.text)
    document.add_comment(run, text="Is it 250?", author="Director Chan")
    (found,) = back(newsroom, document)
    assert (found.kind, found.at, found.who, found.new) == ("comment", "body/2/en", "Director Chan", "Is it 250?")


def test_the_command_shows_and_writes(newsroom: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(newsroom.root)
    document = out(newsroom, "en")
    edit(document, "leaders and talent from the I&T sector", "leaders and experts from the I&T sector")
    edit(document, "For Immediate release", "For release tomorrow")
    document.save("back.docx")
    path = newsroom.releases / SLUG / "release.yaml"
    before = path.read_text("utf-8")
    shown = CliRunner().invoke(main, ["import", "back.docx", "--into", SLUG])
    assert shown.exit_code == 0, shown.output
    assert "+ The event attracted more than 250 distinguished guests" in shown.output
    assert "nothing was changed: `--accept 2`" in shown.output
    assert path.read_text("utf-8") == before
    wrong = CliRunner().invoke(main, ["import", "back.docx", "--into", SLUG, "--accept", "1"])
    assert wrong.exit_code == 2
    done = CliRunner().invoke(main, ["import", "back.docx", "--into", SLUG, "--accept", "all"])
    assert "1 change taken over" in done.output
    assert path.read_text("utf-8") == before.replace("leaders and talent", "leaders and experts")


def test_the_missing_language_goes_beside_the_other(newsroom: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.importing import office

    monkeypatch.chdir(newsroom.root)
    for name in ("en", "tc"):
        Path(f"{name}.docx").write_bytes(office.boldly(office.lines(SLUG, name)))
    assert CliRunner().invoke(main, ["import", "en.docx", "--slug", "late"]).exit_code == 0
    done = CliRunner().invoke(main, ["import", "tc.docx", "--into", "late"])
    assert done.exit_code == 0, done.output
    late, whole = (newsroom.source(newsroom.releases / slug / "release.yaml").data for slug in ("late", SLUG))
    assert late["headline"] == whole["headline"]
    assert [each for each in late["body"] if "quote" not in each] == [
        each for each in whole["body"] if "quote" not in each and each != "break"
    ] or late["body"][0] == whole["body"][0]
    assert late["photos"] == whole["photos"]


# --- many edits -----------------------------------------------------------------------------------


def bag(words: str) -> list[str]:
    return re.findall(r"[A-Z]*[a-z]+|[A-Z]{2,}|\d+|[\u3400-\u9fff]", words)


def change(document: Any, chance: random.Random) -> None:
    """One edit as people make them: words added or removed, a paragraph added, removed, moved, split or joined."""
    solid = [each for each in document.paragraphs if len(each.text) > 20]
    each = chance.choice(solid)
    way = chance.choice(["put in", "put in", "take out", "replace", "more", "less", "elsewhere", "split", "join"])
    run = chance.choice([run for run in each.runs if run.text])
    at = chance.randrange(len(run.text) + 1)
    if way == "put in":
        run.text = run.text[:at] + chance.choice(["quixotic ", "鑫", " 777 "]) + run.text[at:]
    elif way == "take out":
        run.text = run.text[:at] + run.text[at + chance.randrange(1, 30) :]
    elif way == "replace":
        run.text = run.text[:at] + "zephyr" + run.text[at + 8 :]
    elif way == "more":
        each.insert_paragraph_before(
            chance.choice(["Vexed nymphs go for quick waltz job.", "這是新加的一段文字，之前沒有。"])
        )
    elif way == "less":
        each._p.getparent().remove(each._p)
    elif way == "split":
        each._p.addnext(rest := deepcopy(each._p))
        for mark in list(rest.iter("{*}bookmarkStart", "{*}bookmarkEnd")):
            mark.getparent().remove(mark)
        number = each.runs.index(run) if run in each.runs else [one.text for one in each.runs].index(run.text)
        cut = docx.text.paragraph.Paragraph(rest, each._parent).runs
        for before in cut[:number]:
            before.text = ""
        cut[number].text = run.text[at:]
        run.text = run.text[:at]
        for after in each.runs[number + 1 :]:
            after.text = ""
    elif way == "join":
        following = each._p.getnext()
        if following is not None and following.tag == each._p.tag:
            for child in [child for child in following if not child.tag.endswith("}pPr")]:
                each._p.append(child)
            following.getparent().remove(following)
    else:
        chance.choice(solid)._p.addprevious(each._p)


@pytest.mark.parametrize("seed", range(200 if LONG else 12))
def test_no_word_of_an_edited_file_is_lost(seed: int, houses: dict[str, Callable[[], Any]]) -> None:
    """Once all changes are accepted, the release has what the file says, or a message says what it lacks."""
    chance = random.Random(seed)
    slug, edition = chance.choice([(SLUG, "en"), (SLUG, "tc"), ("specimen", "en"), ("specimen", "tc")])
    house = HOUSES[slug]
    document = houses[slug + edition]()
    for _ in range(chance.randrange(1, 5)):
        change(document, chance)
    found = back(house, document, slug=slug)
    origin = house.source(house.releases / slug / "release.yaml")
    text = restructure.accepted(origin, found).replace("*", "")
    told = " ".join(each.new for each in found if not each.writable)
    page = (
        origin.text
        + text
        + " ".join(
            words
            for paragraph in houses[slug + edition]().paragraphs
            for words in [paragraph.text]
            if paragraph.text not in origin.text
        )
    )
    said = " ".join(paragraph.text for paragraph in document.paragraphs)
    known = set(bag(f"{text} {told} {page}"))
    left = set(bag(said)) - known  # a label that was cut may end in the word behind it: "Em" and "press"
    assert not {
        word
        for word in left
        if not any(word == each + word[len(each) :] and word[len(each) :] in known for each in known)
    }
    marks = {"quixotic", "鑫", "777", "zephyr", "nymphs", "加"}
    assert marks & set(bag(said)) <= set(bag(f"{text} {told}"))


@pytest.fixture(scope="module")
def houses() -> dict[str, Callable[[], Any]]:
    files = {}
    for slug in (SLUG, "specimen"):
        for edition in ("en", "tc"):
            stream = io.BytesIO()
            out(HOUSES[slug], edition, slug).save(stream)
            files[slug + edition] = stream.getvalue()
    return {name: partial(_opened, data) for name, data in files.items()}


def _opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def test_the_mark_of_a_footnote_stands_apart_from_figures_and_comes_back(newsroom: Project) -> None:
    path = newsroom.releases / SLUG / "release.yaml"
    text = path.read_text("utf-8").replace("more than 250 dist", "more than 250[^1] dist", 1)
    text = text.replace("逾250名", "逾250[^1]名") + "footnotes:\n  - {en: Counted at the door., tc: 以入場人數計。}\n"
    path.write_text(text, "utf-8")
    document = out(newsroom, "en")
    marks = [run.text for each in document.paragraphs for run in each.runs if run.font.superscript]
    assert marks == ["[1]"]
    edit(document, "including Hong Kong deputies", "including all deputies")
    (proposal,) = back(newsroom, document)
    assert proposal.value
    assert "250[^1] distinguished guests, including all deputies" in proposal.value


MARKET = "harbour-market"


@pytest.fixture
def market(tmp_path: Path) -> Project:
    shutil.copytree(ROOT / "tests/specimen", tmp_path / "specimen")
    return Project(tmp_path / "specimen")


def without_bookmarks(element: Any) -> Any:
    made = deepcopy(element)
    for mark in list(made.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    return made


def say(element: Any, words: str) -> Any:
    """The element with these words instead of its own."""
    for number, text in enumerate(element.iter(qn("w:t"))):
        text.text = "" if number else words
    return element


def written(project: Project, proposals: list[Proposal]) -> Any:
    """The data of the market once all is accepted; everything else must be as it was."""
    origin = project.source(project.releases / MARKET / "release.yaml")
    after = source.parse_text(restructure.accepted(origin, proposals), origin.path)
    return after.data


def test_rows_of_a_table_are_added_and_taken_out(market: Project) -> None:
    proposed = []
    for edition, words in (
        ("en", ["2026", "90", "44,000", "", "60.0", "A record"]),
        ("tc", ["2026", "90", "44,000", "", "60.0", "新高"]),
    ):
        document = out(market, edition, MARKET)
        table = max(document.tables, key=lambda each: len(each.rows))
        new = without_bookmarks(table.rows[4]._tr)
        for cell, said in zip(new.iter(qn("w:tc")), words, strict=True):
            say(cell, said)
            if said and not list(cell.iter(qn("w:t"))):
                cell.append(say(without_bookmarks(table.cell(1, 5).paragraphs[0]._p), said))
        table.rows[4]._tr.addnext(new)
        table._tbl.remove(table.rows[2]._tr)
        proposed += [read_document(f"{edition}.docx", _saved(document))[0]]
    found = returned.proposals(market, market.read(MARKET), proposed)
    assert [(each.kind, each.edition) for each in found] == [("removed", "both"), ("added", "both")]
    before = market.source(market.releases / MARKET / "release.yaml").data
    after = written(market, found)
    new = ["2026", "90", "44,000", "", "60.0", {"en": "A record", "tc": "新高"}]
    rows = before["body"][4]["table"]["rows"]
    assert after["body"][4]["table"]["rows"] == [rows[0], *rows[2:4], new, rows[4]]
    after["body"][4]["table"]["rows"] = rows
    assert after == before


def test_a_row_added_in_both_languages_of_one_file_is_a_row(market: Project) -> None:
    document = out(market, "both", "harbour-market")
    inner = document.tables[0]._tbl.xpath(".//w:tbl")
    tables = [Table(each, document) for each in inner]
    for table, name in zip(tables, ("Dried fish", "鹹魚"), strict=True):
        row = deepcopy(table.rows[2]._tr)
        for mark in [*row.iter(qn("w:bookmarkStart")), *row.iter(qn("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)
        table.rows[2]._tr.addnext(row)
        table.rows[3].cells[0].paragraphs[0].runs[0].text = name
    (found,) = back(market, document, slug="harbour-market")
    assert (found.kind, found.edition, found.at) == ("added", "both", "body/5/table/rows/3")
    after = source.parse_text(restructure.accepted(market.read("harbour-market").sources[0][0], [found]), Path("x"))
    rows = after.data["body"][4]["table"]["rows"]
    assert rows[2][0] == {"en": "Dried fish", "tc": "鹹魚"}
    assert rows[2][1:] == rows[1][1:]


def test_a_row_that_was_taken_over_or_copied_with_its_bookmarks_is_a_row(market: Project) -> None:
    document = out(market, "en", MARKET)
    table = document.tables[0]
    row = deepcopy(table.rows[2]._tr)
    table.rows[2]._tr.addnext(row)
    table.rows[3].cells[0].paragraphs[0].runs[0].text = "Dried fish"
    (found,) = back(market, document, slug=MARKET)
    assert (found.kind, found.at) == ("added", "body/5/table/rows/3")
    path = market.releases / MARKET / "release.yaml"
    path.write_text(restructure.accepted(market.source(path), [found]))
    assert [each.kind for each in back(market, document, slug=MARKET)] == ["older"]


def test_a_folder_with_another_name_and_a_new_heading(newsroom: Project) -> None:
    document = out(newsroom, "en")
    below = paragraph(document, "The event followed the successful")
    heading = say(without_bookmarks(below._p), "What comes next")
    below._p.addnext(heading)
    Paragraph(heading, below._parent).style = "heading 2"
    (newsroom.releases / SLUG).rename(newsroom.releases / "sessions")
    older, added = back(newsroom, document, slug="sessions")
    assert "another name" in str(older.note)
    after = restructure.accepted(newsroom.read("sessions").sources[0][0], [added])
    items = source.parse_text(after, Path("x")).data["body"]
    assert {"heading": {"en": "What comes next", "tc": "待定。"}} in items


def test_a_conflict_never_writes_simplified_words_and_says_whose_figures_differ(newsroom: Project) -> None:
    sent = {name: out(newsroom, name) for name in ("en", "sc")}
    path = newsroom.releases / SLUG / "release.yaml"
    text = path.read_text().replace("than 250 distinguished guests, incl", "than 300 distinguished guests, incl")
    path.write_text(text.replace("逾250名嘉賓出席，包", "逾300名嘉賓出席，包"))
    edit(sent["en"], "250 distinguished guests, incl", "350 distinguished guests, incl")
    edit(sent["sc"], "逾250名嘉宾出席，包", "逾350名嘉宾出席，包")
    english, simplified = (back(newsroom, sent[name])[1] for name in ("en", "sc"))
    assert (english.kind, simplified.kind, simplified.writable) == ("conflict", "told", False)
    assert "its figures are not those of the Chinese" in str(english.note)
    assert "unchanged" not in str(english.note)


def caption(document: Any, words: str) -> Any:
    """The caption of a photo, which stands below it in a row of two."""
    return next(each for each in document.element.body.iter(qn("w:p")) if words in "".join(each.itertext()))


def test_a_photo_that_was_taken_out_and_a_new_caption(market: Project) -> None:
    document = out(market, "en", MARKET)
    second = caption(document, "Photo 2")
    second.addnext(say(without_bookmarks(second), "Photo 5: The market at night."))
    before = market.source(market.releases / MARKET / "release.yaml").data["photos"]
    (found,) = back(market, document, slug=MARKET)
    assert written(market, [found])["photos"][2] == {"caption": {"en": "The market at night.", "tc": "待定。"}}
    document = out(market, "en", MARKET)
    second = caption(document, "Photo 2")
    shown = second.getprevious()
    second.getparent().remove(second)
    (found,) = back(market, document, slug=MARKET)
    assert "the photo stays" in str(found.note)
    shown.getparent().remove(shown)
    (found,) = back(market, document, slug=MARKET)
    assert written(market, [found])["photos"] == [before[0], *before[2:]]


def test_contacts_links_and_footnotes_of_the_release_are_written(market: Project) -> None:
    file = market.releases / MARKET / "release.yaml"
    text = file.read_text("utf-8").replace(
        "footnotes:\n",
        "contacts:\n  - {name: {en: Ada Wong, tc: 王小姐}, phone: 2000 0001, email: ada@harbour.example}\n"
        "links:\n  - {title: {en: The pier, tc: 近看碼頭}, url: https://harbour.example/pier}\n"
        "footnotes:\n  - {en: For English readers., only: en}\n",
    )
    text = text.replace("[^1]", "[^2]").replace("with 90 Stalls", "with 90 Stalls[^1]")
    file.write_text(text, "utf-8")
    changes = {
        "王小姐": "黃小姐",
        "2000 0001": "2000 0009",
        "ada@": "iris@",
        "近看": "細看",
        "樣本海港基金會將": "基金會將",
    }
    document = out(market, "tc", MARKET)
    for old, new in changes.items():
        run = next(each for each in document.element.body.iter(qn("w:t")) if (each.text or "").startswith(old))
        run.text = run.text.replace(old, new)
    found = back(market, document, slug=MARKET)
    assert not [each for each in found if not each.writable]
    after = written(market, found)
    contact = {"name": {"en": "Ada Wong", "tc": "黃小姐"}, "phone": "2000 0009", "email": "iris@harbour.example"}
    assert after["contacts"] == [contact]
    assert after["links"][0]["title"] == {"en": "The pier", "tc": "細看碼頭"}
    changed = next(each.value for each in found if each.value and each.value.startswith("基金會將"))
    assert "[^2]" in changed  # Word shows [1]: the first footnote is for English readers alone
