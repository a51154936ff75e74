"""Links to fonts instead of reading them: WeasyPrint would copy forty megabytes for each process."""

from __future__ import annotations

from pathlib import Path


class FontFile(bytes):
    """A font that need not be read: its path, and the first bytes, by which WeasyPrint knows its kind."""

    def __new__(cls, path: str) -> FontFile:
        with Path(path).open("rb") as file:
            made = super().__new__(cls, file.read(4))
        made.path = path
        return made

    path: str

    def read(self) -> FontFile:
        return self

    def close(self) -> None:
        pass


class Links(type(Path())):  # type: ignore[misc]
    """A folder into which WeasyPrint writes its fonts. Fonts that are files already become links."""

    def write_bytes(self, data: bytes) -> int:
        if not isinstance(data, FontFile):
            return int(super().write_bytes(data))
        self.symlink_to(data.path)
        return len(data)
