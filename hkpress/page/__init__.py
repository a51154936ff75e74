"""One edition of a release in a theme: what templates see, the theme, the finished document."""
