"""`hkpress new` and `hkpress schema`."""

from __future__ import annotations

from pathlib import Path

import click

from hkpress.cli.console import Words, echo, pour, reported, short


@click.command()
@click.argument("headline", type=Words())
@click.option("--slug", help="The folder's name. Default: today's date and the headline's words.")
def new(headline: str, slug: str | None) -> None:
    """Start a release: a folder with a release.yaml.

    \b
    hkpress new "Science Park Opens New Laboratory"
    hkpress new 科學園新實驗室啟用 --slug 2025-05-08-laboratory
    """
    from hkpress.release import scaffold

    with reported():
        path = scaffold.start(Path.cwd(), headline, slug)
        echo(f"started {short(path)}: fill it in, then run `hkpress build {path.parent.name}`")


@click.command()
def schema() -> None:
    """Print the JSON Schema of release.yaml for editors.

    With it, editors complete and check the file as you type.

    \b
    hkpress schema > releases/release.schema.json
    """
    from hkpress.release.scaffold import schema_text

    pour(schema_text())
