"""Edits a Word file in LibreOffice as a director does, while changes are tracked. Run by the system's Python, which has UNO.

python3 director.py FILE.docx EDITED.docx EDIT…   with an edit such as "replace|old|new" or "split|text before the break"
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def desktop(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def found(document, words):
    search = document.createSearchDescriptor()
    search.SearchString = words
    place = document.findFirst(search)
    if place is None:
        raise SystemExit(f"not in the file: {words}")
    return place


def edit(document, line):
    way, words, *rest = line.split("|")
    place = found(document, words)
    text = place.Text
    if way == "replace":
        place.String = rest[0]
    elif way == "insert":  # a paragraph below the one that has the words
        cursor = text.createTextCursorByRange(place)
        cursor.gotoEndOfParagraph(False)
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        text.insertString(cursor, rest[0], False)
    elif way == "delete":
        cursor = text.createTextCursorByRange(place)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
        cursor.String = ""
    elif way == "split":
        cursor = text.createTextCursorByRange(place.End)
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    elif way == "join":
        cursor = text.createTextCursorByRange(place)
        cursor.gotoEndOfParagraph(False)
        cursor.goRight(1, True)
        cursor.String = ""
    elif way == "move":  # the paragraph that has the words, below the one that has the others
        cursor = text.createTextCursorByRange(place)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        whole = cursor.String
        edit(document, f"insert|{rest[0]}|{whole}")
        cursor.goRight(1, True)
        cursor.String = ""
    elif way == "comment":
        note = document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Content, note.Author = rest[0], "Director Chan"
        text.insertTextContent(place, note, True)


def main():
    source, target, *edits = sys.argv[1:]
    with tempfile.TemporaryDirectory() as home:
        pipe = f"hkpress{os.getpid()}"
        command = [
            "soffice",
            f"-env:UserInstallation=file://{home}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ]
        office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            there = desktop(pipe)
            document = there.loadComponentFromURL(Path(source).resolve().as_uri(), "_blank", 0, (prop("Hidden", True),))
            document.RecordChanges = True
            for line in edits:
                edit(document, line)
            document.storeToURL(Path(target).resolve().as_uri(), (prop("FilterName", "MS Word 2007 XML"),))
            document.close(True)
            there.terminate()
        finally:
            try:
                office.wait(20)
            except subprocess.TimeoutExpired:
                office.kill()


if __name__ == "__main__":
    main()
