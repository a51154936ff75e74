"""Themes run no code and read inside the theme only; a finished page loads nothing and says so to the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hkpress.core.diagnostics import Diagnostic
from hkpress.formats import variants
from hkpress.page.document import typeset
from hkpress.page.page import localise
from hkpress.page.sealed import POLICY, loads, sealed
from hkpress.page.theme import Theme
from hkpress.production.make import make_release
from hkpress.release.addresses import can_open, is_mailbox
from hkpress.release.editions import EDITIONS
from hkpress.release.project import Project
from tests.conftest import MINIMAL, ROOT

PAGE = '{% extends "base/release.html" %}\n{% block headline %}\n@\n{% endblock %}'


@pytest.fixture
def made(project: Callable[..., Project]) -> Callable[..., tuple[str, tuple[Diagnostic, ...]]]:
    """The English page of a release in a theme with these files, and its problems."""

    def make_it(**files: str) -> tuple[str, tuple[Diagnostic, ...]]:
        named = {f"templates/own/{name}": content for name, content in files.items()}
        outcome = make_release(project(f"theme: own\n{MINIMAL}", **named), "x", variants(["en"], ["html"]))
        return b"".join(output.data for output in outcome.outputs).decode(), outcome.diagnostics

    return make_it


# --- no code --------------------------------------------------------------------------------------

CODE = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__.__builtins__.open('/etc/passwd').read() }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context.environment }}",
    "{{ page.__class__.__init__.__globals__ }}",
    "{{ style.__globals__ }}",
    "{{ asset.__code__ }}",
    "{{ page | attr('__class__') }}",
    "{{ [page] | map(attribute='__class__') | first }}",
    "{{ ('%s' % page) | attr('__doc__') }}",
    "{{ '{0.__class__}'.format(page) }}",
    "{{ '{0.__class__}'.format_map({'0': page}) }}",
    "{{ ('{0.__class__.__init__.__globals__}' | safe).format(page) }}",
    "{{ page.headline.source.path.read_text() }}",
    "{{ page.headline.source.path.parent.joinpath('x').write_text('x') }}",
    "{{ page.folder }}",
    "{{ page.headline.source.path.name }}",
    "{{ page.headline.source.path.unlink() }}",
    "{{ page.headline.at(1, 2) }}",
    "{{ page.edition.is_chinese.__class__ }}",
    "{{ range.__init__ }}{{ range(999999999) | list }}",
    "{% for each in range(200000) %}x{% endfor %}",
    "{% set x = {} %}{{ x.update({'a': 1}) }}",
    "{{ namespace.mro() }}",
    "{{ dict.mro() }}",
]


@pytest.mark.parametrize("code", CODE)
def test_a_template_runs_no_code(
    made: Callable[..., tuple[str, tuple[Diagnostic, ...]]], code: str, tmp_path: Path
) -> None:
    html, found = made(**{"release.html": PAGE.replace("@", code)})
    assert html == ""
    assert len(found) == 1
    assert found[0].path
    assert found[0].path.name == "release.html"
    assert (tmp_path / "releases/x/release.yaml").is_file()
    assert not (tmp_path / "releases/x/x").exists()


def test_what_designers_use_works(made: Callable[..., tuple[str, tuple[Diagnostic, ...]]]) -> None:
    used = (
        "{{ 'a b'.upper().split() | join('-') }} {{ page.headline | upper | replace('A', 'B') }}"
        "{% for block in page.body %}{{ loop.index }}{{ loop.cycle('odd', 'even') }}{{ block.text | inline }}{% endfor %}"
        "{% set seen = namespace(n=0) %}{% set seen.n = 2 %}{{ seen.n }}{{ range(3) | list }}{{ {'a': 1}.items() | list }}"
        "{% macro m(x) %}<b>{{ x }}{{ caller() }}</b>{% endmacro %}{% call m('c') %}d{% endcall %}{{ super() }}"
        "{% set c = cycler('x', 'y') %}{{ c.next() }}{{ c.next() }}{{ '%02d' | format(3) }}"
    )
    html, found = made(**{"release.html": PAGE.replace("@", used)})
    assert found == ()
    assert "A-B B HEBDLINE1oddA paragraph.2[0, 1, 2][(" in html
    assert "<b>cd</b>" in html
    assert "xy03" in html


# --- inside the theme -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "{{ style('/etc/passwd') }}",
        "{{ style('../../secret.css') }}",
        "{{ asset('/etc/passwd') }}",
        "{{ asset('../../../secret.css') }}",
        "{{ asset('link.css') }}",
        "{{ asset('../other/secret.css') }}",
        "{{ asset('../secret.css') }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../secret.css' %}",
        "{% include 'link.css' %}",
        "{% include 'own/link.css' %}",
        "{{ style('link.css') }}nothing",
    ],
)
def test_a_template_reads_inside_the_theme_only(
    made: Callable[..., tuple[str, tuple[Diagnostic, ...]]], tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "secret.css").write_text("top-secret {}")
    (tmp_path / "secret.css").write_text("top-secret {}")
    (tmp_path / "templates/own").mkdir(parents=True)
    (tmp_path / "templates/other").mkdir()
    for folder in ("templates", "templates/other"):
        (tmp_path / folder / "secret.css").write_text("top-secret {}")
    (tmp_path / "templates/own/link.css").symlink_to(outside / "secret.css")
    html, found = made(**{"release.html": PAGE.replace("@", code)})
    assert "top-secret" not in html
    assert "root:" not in html
    assert found or "nothing" in html


# --- nothing is loaded ----------------------------------------------------------------------------

LOADED = [
    '<script>alert(1)</script>',
    '<script src="data:text/javascript,1"></script>',
    '<img src="https://x.hk/a.png" alt="">',
    '<img srcset="https://x.hk/a.png 2x" src="data:image/png;base64,AA" alt="">',
    '<img src="a.png" alt="">',
    '<img src="//x.hk/a" alt="">',
    '<img src="data:text/html,x" alt="">',
    '<IMG SRC="HTTPS://x.hk/a.png" alt="">',
    '<img src="data:image/png;base64,AA" onerror="alert(1)" alt="">',
    '<svg onload="alert(1)"></svg>',
    '<meta http-equiv=refresh content="0;url=https://x.hk">',
    '<META HTTP-EQUIV=" Refresh" content="0;url=https://x.hk">',
    '<meta http-equiv="set-cookie" content="a=b">',
    '<iframe src="data:text/html,x"></iframe>',
    '<iframe srcdoc="x"></iframe>',
    '<object data="data:image/png;base64,AA"></object>',
    '<embed src="data:image/png;base64,AA">',
    '<base href="https://x.hk/">',
    '<form action="https://x.hk/"><input></form>',
    '<link rel="stylesheet" href="https://x.hk/a.css">',
    '<link rel="STYLESHEET alternate" href="a.css">',
    '<link rel="preconnect" href="https://x.hk">',
    '<link rel="dns-prefetch" href="//x.hk">',
    '<link rel="icon" href="https://x.hk/a.ico">',
    '<link href="https://x.hk/a.css">',
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" JavaScript:alert(1)">a</a>',
    '<a href="java&#10;script:alert(1)">a</a>',
    '<a href="data:text/html,x">a</a>',
    '<a href="https://x.hk" ping="https://y.hk">a</a>',
    '<a href="//x.hk">a</a>',
    '<a href="/etc/passwd">a</a>',
    '<a href="\\\\x.hk\\a">a</a>',
    '<a href="file:///etc/passwd">a</a>',
    '<video poster="https://x.hk/a.png"></video>',
    '<video src="https://x.hk/a.mp4"></video>',
    '<audio><source src="https://x.hk/a.mp3"></audio>',
    '<table background="https://x.hk/a.png"></table>',
    '<svg><image href="https://x.hk/a.png"/></svg>',
    '<svg><image xlink:href="https://x.hk/a.png"/></svg>',
    '<svg><use href="https://x.hk/a.svg#b"/></svg>',
    '<svg><rect fill="url(https://x.hk/a.svg#b)"/></svg>',
    '<svg><image href="#"><set attributeName="href" to="https://x.hk/a"/></image></svg>',
    '<p style="background: url(https://x.hk/a)">a</p>',
    '<p style="background: URL(  \'//x.hk/a\')">a</p>',
    '<p style="background: u\\72 l(//x.hk/a)">a</p>',
    '<p style="background: image-set(\'https://x.hk/a\' 1x)">a</p>',
    '<p style="background: -webkit-image-set(\'https://x.hk/a\' 1x)">a</p>',
    '<img alt="" src="https://x.hk/a" src="data:image/png;base64,AA">',
    '<meta http-equiv="refresh" http-equiv="content-type" content="0;url=https://x.hk">',
    "</style><style>@import url(https://x.hk/a);</style>",
    '<img alt="" srcset="data:image/png;base64,AAA 1x, https://x.hk/a 2x">',
    "<!--><script src=https://x.hk/a></script>-->",
    "<!-- a --!><img src=https://x.hk/a> -->",
    "<![CDATA[><img src=https://x.hk/a>]]>",
    "<![if x]><img src=https://x.hk/a><![endif]>",
    '<style>@import "https://x.hk/a.css";</style>',
    '<style>@IMPORT "https://x.hk/a.css";</style>',
    '<style>@\\69mport "https://x.hk/a.css";</style>',
    '<style>@import url(data:text/css,a);</style>',
    '<style>p { background: url(https://x.hk/a) }</style>',
    '<style>p { background: url(a.png) }</style>',
    '<style>p::before { content: "/*" url(https://x.hk/a) "*/" }</style>',
    '<style>@font-face { font-family: a; src: url(//x.hk/a.woff2) }</style>',
    '<style>p { background: image("https://x.hk/a") }</style>',
    '<style media=print>p { list-style: url(\'https://x.hk/a\') }</style>',
    '<input type=image src="https://x.hk/a">',
    '<body background="https://x.hk/a">',
    '<html manifest="https://x.hk/a">',
    '<a href="https://x.hk/" attributionsrc="https://x.hk/a">a</a>',
    '<a href="https://somebody:secret@x.hk/">a</a>',
    '<!--[if IE]><script src="https://x.hk/a.js"></script><![endif]-->',
]  # fmt: skip


@pytest.mark.parametrize("piece", LOADED)
def test_what_would_be_loaded_is_found(piece: str) -> None:
    assert len({message for _, message in loads(piece)}) >= 1


@pytest.mark.parametrize(
    "piece",
    ["<script>1</script>", '<style>@\\69mport "//x.hk/a.css";</style>', '<meta http-equiv="refresh" content="0">'],
)
def test_a_theme_that_loads_something_makes_no_page(
    made: Callable[..., tuple[str, tuple[Diagnostic, ...]]], piece: str
) -> None:
    html, found = made(**{"release.html": PAGE.replace("@", piece)})
    assert html == ""
    assert found[0].path
    assert (found[0].path.name, found[0].code) == ("release.html", "remote")


FINE = [
    '<a href="https://x.hk/a_(b)?c=d#e">a</a><a href="mailto:a@x.hk">a</a><a href="tel:+85226296850">a</a>',
    '<a href="#top">a</a><a href="tc.html">a</a><a href="../b/en.html">a</a><a href="photos/1.jpg">a</a>',
    '<link rel="alternate" hreflang="zh-HK" href="tc.html"><link rel="canonical" href="https://x.hk/en.html">',
    '<img src="data:image/png;base64,AA" alt="see url(https://x.hk)">',
    '<p title="onload= @import url(x)">@import url(https://x.hk) &lt;script&gt;</p>',
    '<style>a { content: "http://x.hk"; src: local("x"); background: url("data:image/png;base64,AA") }</style>',
    '<svg><use href="#a"/><rect fill="url(#b)"/></svg><meta charset="utf-8"><meta name="author" content="https://x.hk">',
    "<style>.image (a) {} .src { background-image: none }</style>",
]


@pytest.mark.parametrize("piece", FINE)
def test_what_loads_nothing_is_fine(piece: str) -> None:
    assert loads(piece) == []


# --- the policy -----------------------------------------------------------------------------------


def test_every_page_has_a_strict_policy_before_anything_else() -> None:
    project = Project(ROOT)
    for slug in project.slugs():
        release = project.read(slug)
        theme = Theme(release.manuscript.theme, project.template_roots)
        for edition in EDITIONS.values():
            html = typeset(localise(release, edition, tuple(EDITIONS.values())), theme).html
            head = html.split("<head>\n", 1)[1]
            assert head.startswith(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n')
    assert "default-src 'none'" in POLICY
    assert "script" not in POLICY


def test_a_theme_without_a_head_is_reported(made: Callable[..., tuple[str, tuple[Diagnostic, ...]]]) -> None:
    html, found = made(**{"release.html": "<p>{{ page.headline }}</p>"})
    assert html == ""
    assert "<head>" in found[0].message


def test_a_head_with_attributes_and_a_theme_s_own_policy() -> None:
    assert sealed('<HEAD id="a"><title>a</title></HEAD>').startswith('<HEAD id="a"><meta http-equiv="Content-Sec')


# --- addresses ------------------------------------------------------------------------------------

OPEN = [
    "https://x.hk", "http://x.hk/", "https://x.hk:8443/a_(b)/c?d=e&f[]=g#h", "https://頁面.香港/科技園?q=甲", "HTTPS://X.HK/~a/b,c;d='e'",
    "mailto:press@x.hk", "mailto:a.b+c@x.org.hk", "mailto:a@x.hk?subject=Press%20visit", "tel:+85226296850", "tel:2629-6850",
    "https://x.hk/a%20b", "https://[2001:db8::1]/a", "https://x.hk/a/(b_(c))",
]  # fmt: skip
CLOSED = [
    "", "x.hk", "www.x.hk", "//x.hk", "/etc/passwd", "\\\\x.hk", "https:\\\\x.hk", "https:/x.hk", "https://", "https:///a", "ftp://x.hk",
    "file:///etc/passwd", "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x", "https://bank.hk@evil.org/",
    "https://u:p@x.hk/", "https://x.hk/a b", "https://x.hk/a\nb", "https://x.hk/x)[c](https://y.hk", "https://x.hk/(", "https://x.hk/)(",
    'https://x.hk/"onload=', "https://x.hk/<b>", "https://x.hk/`", "https://x.hk\\@y.hk", "mailto:", "mailto:a@x.hk?bcc=spy@y.hk",
    "mailto:a@x.hk?cc=b@y.hk", "mailto:a@x.hk,b@y.hk", "mailto:a@x.hk?subject=a&bcc=b@y.hk", "mailto:a@x.hk?subject=a%0Abcc:b@y.hk",
    "mailto:a@x.hk?body=x", "tel:", "tel:+-()", "https://x.hk:0", "https://x.hk:65536", "https://-x.hk", f"https://{'a' * 64}.hk", "tel:*21*123#", "blob:https://x.hk", "view-source:https://x.hk", "https://x.hk/\u202ea"[:15] + " ",
]  # fmt: skip


@pytest.mark.parametrize("address", OPEN)
def test_addresses_that_open(address: str) -> None:
    assert can_open(address)


@pytest.mark.parametrize("address", CLOSED)
def test_addresses_that_do_not(address: str) -> None:
    assert not can_open(address)


@pytest.mark.parametrize(
    "address",
    [
        "press@hk.org?bcc=spy%40evil.org",
        "a@b",
        ".a@x.hk",
        "a..b@x.hk",
        "a@-x.hk",
        "a b@x.hk",
        "a@x.hk,b@x.hk",
        "a@x.hk\n",
        "<a@x.hk>",
        "a%40b@x.hk",
    ],
)
def test_mailboxes(address: str) -> None:
    assert not is_mailbox(address)
    assert is_mailbox("press.office+1@x-y.org.hk")


FIELDS = {
    "a link": "body: [{en: 'See [a](@).', tc: '見[甲](@)。'}]",
    "a link in a list": "body: [{list: [{en: 'See [a](@).', tc: '見[甲](@)。'}]}]",
    "the photo pack": "body: [{en: A, tc: 甲}]\nphoto_pack: {url: '@'}",
    "a contact": "body: [{en: A, tc: 甲}]\ncontacts: [{name: {en: A, tc: 甲}, email: '@'}]",
}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize(
    "address",
    [
        "//x.hk/a",
        "/etc/passwd",
        "\\\\x.hk\\a",
        "https://a@x.hk/",
        "mailto:a@x.hk?bcc=b@y.hk",
        "javascript:alert(1)",
        "https://x.hk/x)[c](//y.hk",
    ],
)
def test_no_field_takes_an_address_that_does_not_open(
    project: Callable[..., Project], field: str, address: str
) -> None:
    text = f"date: 2025-04-24\nheadline: {{en: A, tc: 甲}}\n{field}\n".replace("@", address)
    outcome = make_release(project(text), "x", variants(["en"], ["html", "text"]))
    assert outcome.failed, outcome.diagnostics
    assert any("address" in each.message for each in outcome.diagnostics)
    unchecked = make_release(project(text), "x", variants(["en"], ["html"]), checked=False)
    for output in unchecked.outputs:
        assert f'href="{address}"' not in output.data.decode()


# --- what a theme may do by mistake ---------------------------------------------------------------

MISTAKES = {
    "half a character": ("release.html", PAGE.replace("@", "{{ '\\ud800' }}"), "U+D800 is half a character"),
    "a function": ("release.html", PAGE.replace("@", "{{ style }}"), "this is a function: call it"),
    "a format": ("release.html", PAGE.replace("@", "{{ '{}'.format(1) }}"), "`format` cannot be called"),
    "no number": ("release.css", "p { font-size: 1e999px }", "far too large"),
    "a huge indent": ("release.css", "p { text-indent: 1e12px }", "far too large"),
    "deep brackets": ("release.css", f"p {{ width: calc({'(' * 3000}", "nested too deep"),
    "deep rules": ("release.css", "a{" * 1000, "nested too deep"),
}


@pytest.mark.parametrize(("name", "content", "told"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_of_a_theme_is_no_traceback(
    project: Callable[..., Project], name: str, content: str, told: str
) -> None:
    made = project(f"theme: own\n{MINIMAL}", **{f"templates/own/{name}": content})
    outcome = make_release(made, "x", variants(["en"], ["html" if name.endswith("html") else "pdf"]))
    assert not outcome.outputs
    assert any(told in each.message for each in outcome.diagnostics), outcome.diagnostics
    assert "0x" not in str(outcome.diagnostics)


def test_a_page_that_is_printed_whole_names_no_folder_of_the_machine(
    made: Callable[..., tuple[str, tuple[Diagnostic, ...]]], tmp_path: Path
) -> None:
    html, _ = made(**{"release.html": PAGE.replace("@", "{{ page }}")})
    assert "Page(slug=" in html
    assert str(tmp_path) not in html


def test_a_drawing_that_cannot_be_read_is_not_printed_in_the_message(project: Callable[..., Project]) -> None:
    page = PAGE.replace("@", "<img alt='x' src='{{ asset('a.svg') }}'>")
    own = {"templates/own/release.html": page, "templates/own/a.svg": f"<svg {'x' * 99_999}"}
    outcome = make_release(project(f"theme: own\n{MINIMAL}", **own), "x", variants(["en"], ["pdf"]))
    assert not outcome.outputs
    assert max(len(each.message) for each in outcome.diagnostics) < 200


def test_a_theme_may_set_columns(project: Callable[..., Project]) -> None:
    made = project(f"theme: own\n{MINIMAL}", **{"templates/own/release.css": "main, body { column-count: 2 }"})
    assert make_release(made, "x", variants(["en"], ["pdf"])).outputs
