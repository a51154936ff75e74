"""`python -m hkpress`."""

from hkpress.cli import main

main(prog_name="hkpress")
