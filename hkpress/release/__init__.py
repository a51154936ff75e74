"""`release.yaml`: reading, parsing, changing, starting one."""
