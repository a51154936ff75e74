"""The photo pack: the pictures of a release at full size, with what is said of each inside its file."""
