"""`hkpress desk`."""

from __future__ import annotations

import click

from hkpress.cli.console import PROBLEMS, chosen, echo, reported, short, stop


@click.command()
@click.argument("release", required=False)
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@click.option("--install-icon", is_flag=True, help="Put an icon on the desktop that opens the desk of this project.")
def desk(release: str | None, no_browser: bool, install_icon: bool) -> None:
    """Write releases in the browser, in two columns.

    It saves what you type in the release's file. Only this machine can reach it. It ends with Ctrl-C,
    or half an hour after its last page was closed.

    \b
    hkpress desk
    hkpress desk 2025-04-24-two-sessions
    """
    with reported():
        from hkpress.desk import icon, running

        project, slugs = chosen([release] if release else [])
        if install_icon:
            echo(f"put {short(icon.install(project.root.resolve()))} on the desktop")
            return

        def ready(address: str) -> None:
            if no_browser or not running.open_browser(address):
                echo(f"the desk is open at {address}")
            else:
                echo("the desk is open in your browser; Ctrl-C here closes it")

        slug = slugs[0] if release else ""
        already = running.known_address(project, slug)
        if already:
            ready(already)
        elif not running.serve(project, slug, ready):
            stop("another desk is just being opened for this project: try again", PROBLEMS)
