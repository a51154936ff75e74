"""What WeasyPrint does slowly: without any of it a PDF looks the same and takes longer."""
