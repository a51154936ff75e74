from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from hkpress.core.diagnostics import Diagnostic, Severity
from hkpress.core.layout import PACKAGED
from hkpress.formats import variants
from hkpress.page import document, labels
from hkpress.page.slips import _own_faces, _slips, _variables, located
from hkpress.page.theme import Theme
from hkpress.page.unprinted import unprinted
from hkpress.production.make import make_release
from hkpress.release.project import Project
from tests.conftest import MINIMAL, ROOT
from tests.marks import marked, unmarked

TEXT = "theme: own\ndate: 2025-04-24\nheadline: {en: A headline, tc: 標題}\nbody: [{en: A., tc: 甲。}]\n"
TEXT += "contacts: [{organisation: {en: A, tc: 甲}, name: {en: B, tc: 乙}, phone: '2345 6789'}]\n"
HTML = '{% extends "base/release.html" %}\n'


@pytest.fixture
def themed(project: Callable[..., Project]) -> Callable[..., tuple[dict[str, str], list[Diagnostic]]]:
    """The English page, text and findings of a release whose theme `own` has these files."""

    def build(text: str = TEXT, **files: str | bytes) -> tuple[dict[str, str], list[Diagnostic]]:
        files = {f"templates/own/{name}": content for name, content in files.items()}
        made = make_release(
            project(text, **{"templates/own/README": "a theme", **files}), "x", variants(["en"], ["html", "text"])
        )
        return {each.path.suffix: each.data.decode() for each in made.outputs}, list(made.diagnostics)

    return build


def test_a_theme_is_a_folder_that_inherits_base(themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]]) -> None:
    own = HTML + "{% block headline %}<h1>{{ page.headline | upper }}</h1>{% endblock %}"
    pages, found = themed(**{"release.html": own, "release.css": "h1 { color: red }"})
    assert found == []
    assert "<h1>A HEADLINE</h1>" in pages[".html"]
    assert pages[".html"].index("font-size: 1.75em") < pages[".html"].index("h1 { color: red }")
    assert pages[".txt"].startswith("Press Release\n\nA headline\n\n(24 April 2025) – A.")


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("<div class='top'><h1>{{ page.headline }}</h1>", ["`<div class='top'>` is never closed: write `</div>` where it ends"]),
        ("<h1>{{ page.headline }}</h1></section>", ["`</section>` closes nothing: leave it out"]),
        ("<div><p>A<p>B</div><img src=\"data:image/png;base64,\" alt=\"\"><br><!-- <div> -->", []),
        ("<DIV><svg viewBox='0 0 1 1'><path d='M0 0'/></svg></div>", []),
    ],
)  # fmt: skip
def test_an_element_that_is_never_closed_is_told(
    themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]], block: str, told: list[str]
) -> None:
    _, found = themed(**{"release.html": HTML + "{% block headline %}\n" + block + "\n{% endblock %}"})
    assert [(each.message, each.severity, each.span and each.span.line) for each in found] == [
        (message, Severity.WARNING, 3) for message in told
    ]


def test_a_style_sheet_may_hold_a_picture_and_name_a_part_of_the_page(
    themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]],
) -> None:
    sheet = "h1 { background: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=); clip-path: url(#clip) }"
    pages, found = themed(**{"release.html": HTML, "release.css": sheet})
    assert found == []
    assert "url(data:image/gif;base64,R0lGODlhAQABAAAAACw=); clip-path: url(#clip)" in pages[".html"]


def test_a_theme_may_word_a_label_otherwise(themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]]) -> None:
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Press Release"\nmsgstr "News"\n'
    pages, _ = themed(**{"locale/en_HK/LC_MESSAGES/hkpress.po": po})
    assert "News" in pages[".txt"]
    assert "Press Release" not in pages[".txt"]
    assert "###" in pages[".txt"]


def test_a_project_s_base_goes_before_the_packaged_one(project: Callable[..., Project]) -> None:
    text = TEXT.replace("theme: own\n", "")
    made = make_release(
        project(text, **{"templates/base/release.css": "h1 { color: red }"}), "x", variants(["en"], ["html"])
    )
    assert b"h1 { color: red }" in made.outputs[0].data
    assert b"font-size: 1.75em" not in made.outputs[0].data


@pytest.mark.parametrize(
    ("file", "content", "place", "message"),
    [
        ("release.html", HTML + "{% block headline %}\n{{ page.headlin }}\n{% endblock %}", "⟦{{ page.headlin }}⟧", "the page has no `headlin`; did you mean `headline`?"),
        ("release.html", HTML + "{% block headline %}\n{{ nobody }}\n{% endblock %}", "⟦{{ nobody }}⟧", "there is no `nobody`"),
        ("release.html", HTML + "{% block headline %}\n{% if %}\n{% endblock %}", "⟦{% if %}⟧", "something is missing before `%}`"),
        ("release.html", HTML + "{% block headline %}\n{{ 1 | uper }}\n{% endblock %}", "⟦{{ 1 | uper }}⟧", "there is no filter `uper`; did you mean `upper`?"),
        ("release.html", HTML + "{% block headline %}\n{% if page %}\n{% endblock %}", "⟦{% endblock %}⟧", "`{% endif %}` is missing before `{% endblock %}`"),
        ("release.html", HTML + "{% block headline %}\n{{ (1 }}\n{% endblock %}", "⟦{{ (1 }}⟧", "`)` is missing before `}`"),
        ("release.html", HTML + "{% block headline %}\n{{ 1 / 0 }}\n{% endblock %}", "⟦{{ 1 / 0 }}⟧", "this divides by zero"),
        ("release.html", HTML + "{% block headline %}\n{{ page | tojson }}\n{% endblock %}", "⟦{{ page | tojson }}⟧", "Object of type Page is not JSON serializable"),
        ("release.html", HTML + "{% block headline %}\n{{ asset('logo.svg') }}\n{% endblock %}", "⟦{{ asset('logo.svg') }}⟧", "no file `logo.svg`"),
        ("release.html", '{% extends "bas/release.html" %}', '⟦{% extends "bas/release.html" %}⟧', "no template `bas/release.html`"),
        ("release.html", '{% extends "base/release.css" %}', '⟦{% extends "base/release.css" %}⟧', "no template `base/release.css`"),
        ("release.html", '{% extends "bas/release.html" %}', None, "; did you mean `base/release.html`?"),
        ("release.html", '\n{% extends "release.html" %}', '\n⟦{% extends "release.html" %}⟧', "`release.html` is this file itself: extend `base/release.html`"),
        ("release.txt", '{% extends "own/release.txt" %}', '⟦{% extends "own/release.txt" %}⟧', "is this file itself: extend `base/release.txt`"),
        ("release.html", HTML + '{% block headline %}\n{% include "x.html" %}\n{% endblock %}', '⟦{% include "x.html" %}⟧', "no template `x.html`"),
        ("release.html", HTML + "{% block mastheed %}\n{% endblock %}", "⟦{% block mastheed %}⟧", "has a block `mastheed`; did you mean `masthead`?"),
        ("release.html", HTML + "{% block headline %}\n{{ page.edition.nam }}\n{% endblock %}", "⟦{{ page.edition.nam }}⟧", "the edition has no `nam`; did you mean `name`?"),
        ("release.html", HTML + "{% block headline %}\n{{ page.date.lon }}\n{% endblock %}", "⟦{{ page.date.lon }}⟧", "the date has no `lon`; did you mean `long`?"),
        ("release.html", HTML + "{% block headline %}\n{{ page.contacts[0].fone }}\n{% endblock %}", "⟦{{ page.contacts[0].fone }}⟧", "a contact has no `fone`; did you mean `phone`?"),
        ("release.html", HTML + "{% block headline %}\n{{ page.body[0].txt }}\n{% endblock %}", "⟦{{ page.body[0].txt }}⟧", "a paragraph has no `txt`; did you mean `text`?"),
        ("release.html", HTML + "{% block headline %}\n{{ components.headlin() }}\n{% endblock %}", "⟦{{ components.headlin() }}⟧", "the imported template has no `headlin`; did you mean `headline`?"),
        ("release.txt", "\n{{ page.headlin }}", "⟦{{ page.headlin }}⟧", "the page has no `headlin`; did you mean `headline`?"),
        ("release.html", HTML + '{% block headline %}\n<img src="https://x.hk/a.png" alt="x">\n{% endblock %}', '⟦<img src="https://x.hk/a.png" alt="x">⟧', "would be fetched"),
        ("release.html", HTML + '{% block headline %}\n<link rel="stylesheet" href="//x.hk/a.css">\n{% endblock %}', '⟦<link rel="stylesheet" href="//x.hk/a.css">⟧', "would be fetched"),
        ("release.html", HTML + '{% block headline %}\n<p style="background: url(//x.hk/a)">\n{% endblock %}', '⟦<p style="background: url(//x.hk/a)">⟧', "would be fetched"),
        ("release.css", "h1 {\n  background: url(https://x.hk/a.png);\n}", "⟦background: url(https://x.hk/a.png);⟧", "is not a file beside the style sheet"),
        ("release.css", "\n@import 'https://x.hk/a.css';", "⟦@import 'https://x.hk/a.css';⟧", "nothing is fetched from elsewhere"),
        ("screen.css", "\na { background: url(missing.png) }", "⟦a { background: url(missing.png) }⟧", "there is no file `missing.png` beside the style sheet"),
        ("print.css", "/* </style> */", "⟦/* </style> */⟧", "would end the page's style element"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_theme(
    themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]],
    file: str,
    content: str,
    place: str | None,
    message: str,
) -> None:
    pages, found = themed(**{file: content})
    assert pages == {}
    assert len(found) == 1
    assert message in found[0].message
    if place:
        assert found[0].path
        assert found[0].path.name == file
        assert place in marked(content, found)


def test_a_block_inside_a_block_is_a_theme_s_own(
    themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]],
) -> None:
    inside = HTML + "{% block headline %}{% block mine %}{% endblock %}{% endblock %}"
    _, found = themed(
        **{"middle.html": inside, "release.html": '{% extends "own/middle.html" %}{% block mine %}!{% endblock %}'}
    )
    assert found == []


def test_templates_that_extend_each_other(themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]]) -> None:
    _, found = themed(
        **{"middle.html": '{% extends "release.html" %}', "release.html": '{% extends "own/middle.html" %}'}
    )
    assert [each.message for each in found] == [
        "`release.html` is a file that extends this one: extend `base/release.html`"
    ]
    assert found[0].path
    assert found[0].path.name == "middle.html"


def test_a_project_s_base_cannot_extend_itself(project: Callable[..., Project]) -> None:
    text = TEXT.replace("theme: own\n", "")
    found = make_release(
        project(text, **{"templates/base/release.html": HTML}), "x", variants(["en"], ["html"])
    ).diagnostics
    assert "stands in for hkpress's own `base/release.html` and cannot extend it" in found[0].message


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("release.html", HTML + "\n{# caf\xe9 #}", (3, 7)),
        ("release.css", "h1 { }\n/* caf\xe9 */", (2, 7)),
        ("locale/en_HK/LC_MESSAGES/hkpress.po", "# caf\xe9", (1, 6)),
    ],
)
def test_a_file_that_is_not_utf_8(
    themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]], file: str, content: str, place: tuple[int, int]
) -> None:
    _, found = themed(**{file: content.encode("latin-1")})
    assert [(each.code, each.message) for each in found] == [
        ("encoding", "is not UTF-8 text: save it again with the encoding UTF-8")
    ]
    assert found[0].path
    assert found[0].path.as_posix().endswith(f"own/{file}")
    assert found[0].span
    assert (found[0].span.line, found[0].span.column) == place


def test_files_of_a_theme_are_put_into_the_page(themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]]) -> None:
    html = HTML + '{% block headline %}<img src="{{ asset("logo.png") }}" alt="Logo">{% endblock %}'
    css = "/* url(https://x.hk/not-used.png) */ h1 { background: url('logo.png') }"
    pages, found = themed(**{"release.html": html, "release.css": css, "logo.png": b"\x89PNG"})
    assert found == []
    assert pages[".html"].count("data:image/png;base64,iVBORw==") == 2
    assert "not-used" not in pages[".html"]


def test_themes_are_the_folders_but_locale(tmp_path: Path) -> None:
    shipped = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()} - {"locale"}
    assert "base" in shipped
    assert Project(tmp_path).themes() == shipped
    (tmp_path / "templates" / "own").mkdir(parents=True)
    assert Project(tmp_path).themes() == shipped | {"own"}


# --- labels ---------------------------------------------------------------------------------------


def templates() -> list[Path]:
    found = [path for path in PACKAGED.rglob("*") if path.suffix in (".html", ".txt") and path.is_file()]
    assert len(found) > 6
    return found


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(PACKAGED)))
def test_no_template_holds_a_word_in_a_language(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    if path.suffix == ".html":
        visible = re.findall(r'(?:alt|title|aria-label|placeholder)="([^"]*)"', text)
        text = re.sub(r"<[^>]*>", "", text) + " ".join(visible)
    assert not re.search(r"[^\W\d_]", text), re.findall(r".*[^\W\d_].*", text)


OPTIONS = {"newstyle_gettext": "true", "trim_blocks": "true", "silent": "false"}
METHODS = [("**.html", "jinja2"), ("**.txt", "jinja2")]


@pytest.mark.parametrize("locale", ["en_HK", "zh_Hant_HK", "zh_Hans_CN"])
def test_every_catalogue_is_complete(locale: str) -> None:
    options = {pattern: OPTIONS for pattern, _ in METHODS}
    wanted = {message[2] for message in extract_from_dir(PACKAGED, METHODS, options)}
    assert len(wanted) > 10
    with (PACKAGED / "locale" / locale / "LC_MESSAGES" / "hkpress.po").open("rb") as file:
        catalogue = read_po(file, locale)
    messages = {message.id: message for message in catalogue if message.id}
    assert messages.keys() == wanted
    assert catalogue.obsolete == {}
    for message in messages.values():
        assert message.string, message.id
        assert not message.fuzzy, message.id
        assert list(message.check(catalogue)) == [], message.id
        names = [sorted(re.findall(r"%\((\w+)\)s", text)) for text in (message.id, message.string)]
        assert names[0] == names[1], message.id


PO = "locale/en_HK/LC_MESSAGES/hkpress.po"


@pytest.mark.parametrize(
    ("content", "places", "message"),
    [
        ('msgid "Press Release"\nmsgstr "News\n', 'msgid "Press Release"\n⟦msgstr "News⟧\n', "not a line of a catalogue"),
        ('msgid "Press Release"\nmsgstr "a "b" c"\n', 'msgid "Press Release"\n⟦msgstr "a "b" c"⟧\n', "not a line of a catalogue"),
        ('\nmsgid "Press Release"\n', '\n⟦msgid "Press Release"⟧\n', "missing msgstr"),
        ('# A\n\nmsgid "Pres Release"\nmsgstr "News"\n', '# A\n\n⟦msgid "Pres Release"⟧\nmsgstr "News"\n', "no template prints the label `Pres Release`; did you mean `Press Release`?"),
        ('msgid "Photo %(number)s:"\nmsgstr "%(nummer)s"\n', 'msgid "Photo %(number)s:"\n⟦msgstr "%(nummer)s"⟧\n', "placeholders are `%(number)s`, but its wording here has `%(nummer)s`"),
        ('msgid ""\n"Photo %(number)s:"\nmsgstr "B"\n', 'msgid ""\n"Photo %(number)s:"\n⟦msgstr "B"⟧\n', "here has none"),
        ('msgid "Photo %(number)s:"\nmsgstr "A"\n', 'msgid "Photo %(number)s:"\n⟦msgstr "A"⟧\n', "are `%(number)s`, but its wording here has none"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_theme_s_labels(
    themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]], content: str, places: str, message: str
) -> None:
    pages, found = themed(**{PO: content})
    assert pages == {}
    assert [each.code for each in found] == ["label"]
    assert message in found[0].message
    assert marked(content, found) == places


def test_all_mistakes_in_labels_are_found_at_once(
    themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]],
) -> None:
    chinese = 'msgid "Tell:"\nmsgstr "電話"\n\nmsgid "Tel:"\nmsgstr "%(a)s"\n'
    _, found = themed(
        **{PO: 'msgid "Tel:\n', PO.replace("en_HK", "zh_Hant_HK"): chinese, PO.replace("en_HK", "en"): ""}
    )
    assert [each.path.parts[-3] if each.span else each.path.name for each in found if each.path] == [
        "en",
        "en_HK",
        "zh_Hant_HK",
        "zh_Hant_HK",
    ]
    assert found[0].message == "no edition has the locale `en`: name the folder en_HK, zh_Hant_HK or zh_Hans_CN"


def test_a_theme_may_have_a_label_of_its_own(themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]]) -> None:
    own = HTML + '{% block headline %}{{ _("Hotline:") }}{% endblock %}'
    pages, found = themed(**{"release.html": own, PO: 'msgid "Hotline:"\nmsgstr "Call %% us"\n'})
    assert found == []
    assert "Call % us" in pages[".html"]


def test_a_label_without_chinese_is_reported_where_a_chinese_edition_is_made(project: Callable[..., Project]) -> None:
    own = HTML + '{% block headline %}\n{{ _("Hotline:") }}{{ _("Dates:") }}{% endblock %}'
    said = 'msgid "Dates:"\nmsgstr "日期："\n'
    path = "templates/own/locale/zh_Hant_HK/LC_MESSAGES/hkpress.po"
    read = project(TEXT, **{"templates/own/release.html": own, path: said})
    english, chinese = (make_release(read, "x", variants([each], ["html"])).diagnostics for each in ("en", "tc"))
    assert english == ()
    message = "the label `Hotline:` has no Chinese: write it in locale/zh_Hant_HK/LC_MESSAGES/hkpress.po of the theme"
    assert [(each.span and each.span.line, each.severity, each.message) for each in chinese] == [
        (3, "warning", message)
    ]


def test_a_template_is_searched_for_labels_once_a_process_and_again_when_it_changes(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = []
    own = labels.babel_extract
    monkeypatch.setattr(labels, "babel_extract", lambda file, *more: searched.append(1) or own(file, *more))
    for number, said in enumerate(("Once:", "Twice:", "Twice:"), 1):
        page = HTML + f'{{% block headline %}}{{{{ _("{said}") }}}}{{% endblock %}}{{# {number // 3} #}}'
        made = project(TEXT, **{"templates/own/release.html": page})
        for _ in range(2):
            (found,) = make_release(made, "x", variants(["tc"], ["html"])).diagnostics
            assert f"the label `{said}` has no Chinese" in found.message
        document.forget()
        assert len(searched) == number


def test_a_project_s_labels_are_checked(project: Callable[..., Project]) -> None:
    files = {f"templates/{PO}": 'msgid "Tell:"\nmsgstr "T"\n', "templates/own/README": ""}
    found = make_release(project(TEXT, **files), "x", variants(["en"], ["html"])).diagnostics
    assert [each.code for each in found] == ["label"]


def test_a_theme_s_own_wording_is_of_labels_that_there_are() -> None:
    with (PACKAGED / "locale" / "en_HK" / "LC_MESSAGES" / "hkpress.po").open("rb") as file:
        known = {message.id for message in read_po(file)}
    own = list(PACKAGED.glob("*/locale/*/LC_MESSAGES/hkpress.po"))
    assert own
    for path in own:
        with path.open("rb") as file:
            assert {message.id for message in read_po(file)} <= known


def test_what_editions_share_of_a_template_is_not_its_words(project: Callable[..., Project]) -> None:
    template = (
        "{% extends 'base/release.html' %}{% block headline %}<h1>{{ 'HKSTP 科學園' | inline }}</h1>{% endblock %}"
    )
    made = make_release(
        project(TEXT, **{"templates/own/release.html": template}), "x", variants(["en", "tc"], ["html"])
    )
    english, chinese = (output.data.decode() for output in made.outputs)
    assert '<h1>HKSTP <span lang="zh-Hant-HK">科學園</span></h1>' in english
    assert "<h1>HKSTP 科學園</h1>" in chinese


@pytest.mark.parametrize(
    "files",
    [
        {"release.css": "h1 { background: url(../../outside.png) }"},
        {
            "release.html": HTML
            + '{% block headline %}<img src="{{ asset("../../outside.png") }}" alt="">{% endblock %}'
        },
    ],
    ids=["style sheet", "template"],
)
def test_a_file_outside_the_template_folders_is_not_used(
    themed: Callable[..., tuple[dict[str, str], list[Diagnostic]]], tmp_path: Path, files: dict[str, str]
) -> None:
    (tmp_path / "outside.png").write_bytes(b"a picture")
    pages, found = themed(**files)
    assert pages == {}
    assert "outside.png" in found[0].message


# --- what a designer mistypes ---------------------------------------------------------------------


def test_a_mistake_in_css_is_reported_at_the_themes_own_line(project: Callable[..., Project]) -> None:
    css = "/* house */\n\nh1 { colour: red; }\np { margin: 3px 4 }\nh1:hoverr { top: 0 }\n@medai print { p { top: 0 } }\nh2 { top }"
    made = make_release(
        project(f"theme: house\n{MINIMAL}", **{"templates/house/release.css": css}), "x", variants(["en"], ["pdf"])
    )
    found = [
        (str(each.path).rsplit("/", 1)[-1], each.span and each.span.line, each.message) for each in made.diagnostics
    ]
    assert sorted(found) == [
        ("release.css", 3, "there is no property `colour`; did you mean `color`?"),
        ("release.css", 4, "the PDF ignores `margin: 3px 4`: invalid value"),
        ("release.css", 5, "the PDF ignores `h1:hoverr`: no such selector"),
        ("release.css", 6, "the PDF ignores `@medai`: unknown rule; did you mean `media`?"),
        (
            "release.css",
            7,
            "the PDF ignores `h2 { top }`: a brace, colon or semicolon is missing before it, or too much",
        ),
    ]


def test_a_mistake_that_base_has_too_is_the_themes_own(project: Callable[..., Project]) -> None:
    made = project(**{"templates/house/release.css": "/* house */\nh1 { margin: 0 }"})
    told = Diagnostic("PDF: Ignored `margin: 0` at 1:1, invalid value.", "css")
    (found,) = located(Theme("house", made.template_roots), [told], ())
    assert (found.path, found.span and found.span.line) == (made.root / "templates/house/release.css", 2)
    (found,) = located(Theme("base", made.template_roots), [told], ())
    assert found is told


def test_a_slip_in_the_newsroom_s_style_sheet_is_reported_by_a_build(project: Callable[..., Project]) -> None:
    css = {"templates/house/newsroom/site.css": "p { color: var(--accent); }\nh1 { colour: red; }"}
    (found,) = make_release(project(f"theme: house\n{MINIMAL}", **css), "x", variants(["en"], ["html"])).diagnostics
    assert "there is no property `colour`" in found.message
    assert found.span
    assert found.span.line == 2


def test_a_comment_that_css_does_not_have_is_reported_once(project: Callable[..., Project]) -> None:
    css = "p { top: 0; // ours\n}\n/* // */ a { top: 0 }\n// the end"
    read = project(f"theme: house\n{MINIMAL}", **{"templates/house/release.css": css})
    found = make_release(read, "x", variants(["en"], ["html", "pdf"])).diagnostics
    message = "CSS has no comments with `//`: write `/* … */`"
    assert [(each.span and each.span.line, each.message) for each in found] == [(1, message), (4, message)]


def test_a_variable_that_is_not_set_is_reported_once(project: Callable[..., Project]) -> None:
    read = project(f"theme: house\n{MINIMAL}", **{"templates/house/release.css": "body { color: var(--acent) }"})
    (found,) = make_release(read, "x", variants(["en"], ["html", "pdf"])).diagnostics
    assert found.message == "no style sheet sets `--acent`; did you mean `--accent`?"


@pytest.mark.parametrize(
    ("css", "line", "mark"),
    [
        ("p { top: 0 }\nh1 { top: 0\np { top: 0 }", 2, "brace"),
        ("p { top: 0 }}", 1, "brace"),
        ("p { top: 0 }\nh1 { top: 0 ) }", 2, "bracket"),
        ("\np { width: calc(3px; }\nh1 { top: 0 }", 2, "bracket"),
        ('p { top: 0 }\nh1::before { content: "a; }\np { top: 0 }', 2, "quotation mark"),
        ("p { top: 0 }\n/* open\np { top: 0 }", 2, "comment"),
    ],
)
def test_a_mark_without_a_partner_is_reported_once(
    project: Callable[..., Project], css: str, line: int, mark: str
) -> None:
    read = project(f"theme: house\n{MINIMAL}", **{"templates/house/release.css": css})
    (found,) = make_release(read, "x", variants(["en"], ["html"])).diagnostics
    assert found.message == f"this {mark} has no partner, so the rules behind it do not hold"
    assert (found.severity, found.span and found.span.line) == (Severity.WARNING, line)
    theme = Theme("house", read.template_roots)
    follow = ("Invalid or unsupported selector, ':is(h1 ) top: 0 p '", "Parse error at 9:1, EOF in block")
    engine = [Diagnostic(f"PDF: {words}", "pdf", severity=Severity.WARNING) for words in follow]
    picture = Diagnostic("PDF: Failed to load image", "pdf")
    assert [*located(theme, [*engine, picture], [found])] == [picture]


@pytest.mark.parametrize(
    ("file", "css", "message"),
    [
        ("screen.css", "h1 { ⟦c⟧olr: red; top: 0 }", "there is no property `colr`; did you mean `color`?"),
        ("mail.css", "\n@media print { h1 { ⟦p⟧ading: 0 } }", "there is no property `pading`; did you mean `padding`?"),
        ("mail-dark.css", "@media (⟦p⟧refers-color-scheme: drak) { h1 { top: 0 } }", "`drak` is none of: light, dark"),
        ("release.css", "h1 { color: var(⟦-⟧-acent) }", "no style sheet sets `--acent`; did you mean `--accent`?"),
        (
            "release.css",
            "\nh1 { f⟦o⟧nt-family: Gazete }\n@font-face { font-family: 'Gazette'; src: local(Gazette) }",
            "there is no typeface `Gazete`; did you mean `Gazette`?",
        ),
        (
            "screen.css",
            "h1 { f⟦o⟧nt: bold 12px/1.5 'Gazete', serif }\n@font-face { font-family: 'Gazette'; src: local(x) }",
            "there is no typeface `Gazete`; did you mean `Gazette`?",
        ),
        (
            "pdf.css",
            ":root {\n  -⟦-⟧face-en: 'Garamond Pro', \"EB Garamond\" }",
            "there is no typeface `Garamond Pro`, and none stands behind it: there are hkpress Latin, hkpress Latin in Han, hkpress HK, hkpress SC; add its file with @font-face, or `, serif` or `, sans-serif` for what the reader has",
        ),
        ("pdf.css", "@page :⟦f⟧rist { margin: 0 }", "there is no page `frist`; did you mean `first`?"),
    ],
)
def test_slips_in_css_that_the_pdf_does_not_place(
    project: Callable[..., Project], file: str, css: str, message: str
) -> None:
    read = project(f"theme: house\n{MINIMAL}", **{f"templates/house/{file}": unmarked(css)})
    (found,) = make_release(read, "x", variants(["en"], ["html"])).diagnostics
    assert found.message == message
    assert found.span
    assert found.span.line == css[: css.index("⟦")].count("\n") + 1


def test_typefaces_that_the_reader_may_have_are_no_slip(project: Callable[..., Project]) -> None:
    css = """/* font-family: Nonesuch */ @font-face { font-family: "House"; src: local("House") }
    h1 { font-family: Georgia, serif } h2 { font: italic 12pt/1.4 house } p { font-family: var(--face-en) }
    li { font: inherit; font-family: Garamond, "hkpress HK" !important } th { font-family: House, "House Sans", serif } td { font-family: inherit }"""
    files = {"templates/house/release.css": css, "templates/house/screen.css": "h1 { font-family: Georgia }"}
    read = project(f"theme: house\n{MINIMAL}", **files)
    assert make_release(read, "x", variants(["en"], ["html"])).diagnostics == ()


def test_a_missing_file_hides_no_other_mistake_in_style_sheets(project: Callable[..., Project]) -> None:
    files = {
        "templates/house/release.css": "h1 { background: url(seal.svg) }\nh2 { colour: red }",
        "templates/house/screen.css": "p { background: url(paper.png) }\np { font-family: 'hkpress HK' }",
        "templates/house/Print.css": "",
    }
    made = make_release(project(f"theme: house\n{MINIMAL}", **files), "x", variants(["en"], ["html"]))
    assert made.failed
    assert {(each.path.name, each.message) for each in made.diagnostics if each.path} == {
        ("release.css", "there is no file `seal.svg` beside the style sheet"),
        ("screen.css", "there is no file `paper.png` beside the style sheet"),
        ("release.css", "there is no property `colour`; did you mean `color`?"),
        ("Print.css", "nothing reads this file; did you mean `print.css`?"),
    }


def test_no_slip_is_found_in_the_themes_that_come_with_hkpress() -> None:
    for name in ("base", "gazette", "hkstp", "newswire"):
        variables, faces = _variables(Theme(name)), _own_faces(Theme(name))
        for path in (PACKAGED / name).glob("*.css"):
            assert [*_slips(path, variables, faces)] == []


def test_what_looks_like_a_mark_without_a_partner(project: Callable[..., Project]) -> None:
    css = """p::before { content: "a{b\\"" } /* it's ( */ a[href^="tel:"] { top: 0 } @media print { p { top: calc((1px)) } }"""
    read = project(f"theme: house\n{MINIMAL}", **{"templates/house/release.css": css})
    assert make_release(read, "x", variants(["en"], ["html"])).diagnostics == ()


def test_a_file_that_nothing_reads_is_named(project: Callable[..., Project]) -> None:
    files = (
        "Print.css",
        "relese.html",
        "logo.svg",
        "seal.svg",
        "release.css",
        "README.md",
        "release.htm",
        "~$tter.docx",
    )
    made = project(f"theme: house\n{MINIMAL}", **{f"templates/house/{name}": "" for name in files})
    (made.root / "templates/house/release.css").write_text(".masthead { background: url(seal.svg) }")
    outcome = make_release(made, "x", variants(["en"], ["text"]))
    assert {each.path.name: each.message for each in outcome.diagnostics if each.path} == {
        "Print.css": "nothing reads this file; did you mean `print.css`?",
        "logo.svg": "no template or style sheet names it",
        "relese.html": "nothing reads this file; did you mean `release.html`?",
        "release.htm": "nothing reads this file; did you mean `release.html`?",
    }


def test_a_theme_says_the_order_once_for_html_and_text(project: Callable[..., Project]) -> None:
    order = "# mine\nopening: timing, kind\nclosing: contacts, end_mark\n"
    text = f"theme: house\ntiming: immediate\ncontacts: [{{phone: 2629 6850}}]\n{MINIMAL}"
    made = make_release(project(text, **{"templates/house/order.conf": order}), "x", variants(["en"], ["html", "text"]))
    assert made.diagnostics == ()
    for output in made.outputs:
        said = output.data.decode().split("<body", 1)[-1]
        places = [
            said.index(words) for words in ("For Immediate Release", "Press Release", "A headline", "2629", "###")
        ]
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("template", "left_out"),
    [
        ("{% block opening %}{% endblock %}", ("number",)),
        ("{% block opening %}{% if page.edition.is_chinese %}{{ page.number }}{% endif %}{% endblock %}", ()),
        ("{% block opening %}{{ page.nmber }}{% endblock %}", ()),  # a build says what is wrong
    ],
)
def test_a_field_that_a_theme_does_not_print_is_known(
    project: Callable[..., Project], template: str, left_out: tuple[str, ...]
) -> None:
    own = {
        f"templates/quiet/release.{kind}": f'{{% extends "base/release.{kind}" %}}{template}'
        for kind in ("html", "txt")
    }
    made = project(f"theme: quiet\nnumber: '7'\ntime: '09:30'\n{MINIMAL}", **own)
    assert unprinted(made, made.read("x")) == left_out


def test_a_build_says_which_fields_the_theme_does_not_print(project: Callable[..., Project]) -> None:
    text = f"theme: newswire\nnumber: '7'\n{MINIMAL}"
    ignored = "checks: {ignore: [{code: unprinted, at: number, reason: the wire has its own}]}\n"
    found = [
        make_release(project(each), "x", variants(["en"], ["text"])).diagnostics for each in (text, text + ignored)
    ]
    assert [[(each.code, each.severity) for each in said] for said in found] == [[("unprinted", Severity.HINT)], []]


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("⟦closng: contacts⟧\n", "there is no block `closng`; did you mean `closing`?"),
        ("\n⟦closing: contact, end_mark⟧\n", "there is no part `contact`; did you mean `contacts`?"),
    ],
)
def test_a_mistake_in_the_order(project: Callable[..., Project], order: str, message: str) -> None:
    made = project(f"theme: house\n{MINIMAL}", **{"templates/house/order.conf": unmarked(order)})
    (found,) = make_release(made, "x", variants(["en"], ["text"])).diagnostics
    assert message in found.message
    assert marked(unmarked(order), [found]) == order


def test_a_theme_holds_its_own_files_and_links_inside_the_project(project: Callable[..., Project]) -> None:
    files = {"templates/own/a.svg": "a", "templates/own/inner/b.svg": "b", "brand/c.svg": "c"}
    made = project(**files, **{"templates/other/d.svg": "d"})
    own, outside = made.root / "templates/own", made.root.parent / f"{made.root.name}-outside"
    outside.write_text("secret")
    for name, target in {"inside.svg": "../../brand/c.svg", "out.svg": outside, "inner/out.svg": outside}.items():
        (own / name).symlink_to(target)
    theme = Theme("own", made.template_roots)
    held = ("a.svg", "inner/b.svg", "inside.svg", "release.html")
    refused = ("out.svg", "inner/out.svg", "../other/d.svg", "../../brand/c.svg", "none.svg")
    assert [name for name in (*held, *refused) if theme.file(name)] == [*held]
    assert sorted(theme.links_out()) == [own / "inner/out.svg", own / "out.svg"]
