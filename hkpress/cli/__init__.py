"""The commands: the only place that prints and decides the exit code.

0 done, 1 problems found in what was read, 2 the command is wrong, 3 a file cannot be read or written.
"""

from __future__ import annotations

import click

from hkpress import __version__
from hkpress.cli import build, check, diff, fonts, golden, start


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="hkpress")
def main() -> None:
    """Bilingual press releases: one YAML file in, English and Chinese editions out.

    \b
    hkpress new "Science Park Opens New Laboratory"   start a release
    hkpress build                                     make all editions of all releases
    hkpress build 2025-04-24-two-sessions             of one release
    hkpress render 2025-04-24-two-sessions --edition tc --format text
                                                      one edition, on the screen
    """


for command in (build.build, build.render, check.check, start.new, start.schema, golden.golden, diff.diff, fonts.fonts):
    main.add_command(command)
