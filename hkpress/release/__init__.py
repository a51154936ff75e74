"""The YAML file and what it says: read, parsed, looked up, started."""
