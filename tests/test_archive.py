from __future__ import annotations

import io
import stat
import zipfile
from datetime import datetime

import pytest

from hkpress.core.archive import Unpacked, archive

MOMENT = datetime(2025, 4, 24, 10, 30, 8)  # noqa: DTZ001 (a ZIP file knows no zone)
PARTS = [
    ("b.txt", b"words " * 100),
    ("a/photo.jpg", b"\xff\xd8" * 100),
    ("相片/一.txt", "相片".encode()),
    ("empty.xml", b""),
]


def test_a_stranger_reads_the_parts_in_their_order() -> None:
    with zipfile.ZipFile(io.BytesIO(archive(PARTS, MOMENT))) as read:
        assert read.testzip() is None
        assert [(name, read.read(name)) for name in read.namelist()] == PARTS


def test_dates_and_modes_are_given_and_only_text_is_compressed() -> None:
    with zipfile.ZipFile(io.BytesIO(archive(PARTS, MOMENT))) as read:
        infos = read.infolist()
    assert {info.date_time for info in infos} == {(2025, 4, 24, 10, 30, 8)}
    assert {info.external_attr >> 16 for info in infos} == {stat.S_IFREG | 0o644}
    assert [info.compress_type for info in infos] == [8, 0, 8, 0]
    assert [bool(info.flag_bits & 0x800) for info in infos] == [False, False, True, False]
    assert all(not info.extra for info in infos)


def test_the_bytes_depend_on_the_parts_and_the_moment_alone() -> None:
    assert archive(PARTS, MOMENT) == archive(iter(PARTS), MOMENT)
    assert archive(PARTS, MOMENT) != archive(reversed(PARTS), MOMENT)


@pytest.mark.parametrize(("year", "told"), [(1600, 1980), (2025, 2025), (9000, 2107)])
def test_years_that_a_zip_file_cannot_say_are_the_nearest_it_can(year: int, told: int) -> None:
    with zipfile.ZipFile(io.BytesIO(archive(PARTS, MOMENT.replace(year=year)))) as read:
        assert {info.date_time[0] for info in read.infolist()} == {told}


def test_what_was_packed_is_read_again() -> None:
    read = Unpacked(archive(PARTS, MOMENT))
    assert [(name, read.read(name)) for name in read.names()] == [*PARTS]


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two parts are named a"):
        archive([("a", b"1"), ("a", b"2")], MOMENT)
