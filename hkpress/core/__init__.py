"""What every room needs: the error value, files, names on disk, the cache, the fonts."""
