"""The desk: write a release in the browser, in two languages side by side, with the finished page beside them.

The file is the truth. The page saves each change within a moment, together with the value that it saw.
"""
