"""One edition of a release in a theme's templates: what they see, the theme, the finished document."""
