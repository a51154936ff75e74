"""What WeasyPrint cannot do by itself and the goldens rest on: `patches` puts it in place."""
