"""The photo pack: the pictures of a release at full size, with captions inside their files."""
