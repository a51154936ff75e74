"""The desk: a release is written in the browser, two languages side by side, the finished page beside them.

The file is the truth. The page holds nothing that is not in it for longer than a moment, and every
change carries the value that it saw.
"""
