"""Word files, texts, mails and web pages → a release; and Word files that come back."""
