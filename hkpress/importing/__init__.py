"""Documents that come in: Word, text, mail and web pages → the texts of a release, and Word files that come back."""
