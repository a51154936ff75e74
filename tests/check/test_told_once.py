"""Each mistake is reported once: by the rule that knows most about it, however many releases share the file."""

from __future__ import annotations

import pytest

from hkpress.check import examine
from hkpress.check.reports import Report, count
from hkpress.core.diagnostics import Severity
from tests.check import harness


def found(field: str, en: str, tc: str) -> list[str]:
    release = harness.read(harness.manuscript(field, {"en": en, "tc": tc}))
    return [f"{each.code} {each.place.at}" for each in examine(release, now=harness.NOW).findings]


@pytest.mark.parametrize(
    ("en", "tc", "told"),
    [
        ("It opens on Thursday, 25 April 2025.", "活動於2025年4月25日（星期五）開幕。", ["weekday body/1/en"]),
        ("It opens on Friday, 25 April 2025.", "活動於2025年4月25日（星期四）開幕。", ["weekday body/1/tc"]),
        ("It is on 25 April (Fri) and 26 April (Sat).", "4月25日（六）及26日（六）舉行。", ["weekday body/1/tc"]),
        ("It opens on Friday, 25 April 2025.", "活動於2052年4月25日（星期五）開幕。", ["figures body/1/tc"]),
        ("It opens on Friday, 25 April 2026.", "活動於2025年4月25日（星期五）開幕。", ["figures body/1/tc"]),
    ],
)
def test_a_wrong_day_of_the_week_and_a_wrong_year(en: str, tc: str, told: list[str]) -> None:
    assert found("body", en, tc) == told


def test_no_figure_is_missing_where_nothing_is_written_yet() -> None:
    assert found("headline", "Bank's 2026 interim profit up 12% at HK$3 million", "待定") == ["placeholder headline/tc"]
    assert found("body", "To be written.", "銀行2026年盈利上升12%。") == ["placeholder body/1/en"]


def test_a_finding_in_a_shared_file_counts_once() -> None:
    release = harness.read(harness.manuscript("body", {"en": "It opens .", "tc": "待定"}))
    shown = examine(release, now=harness.NOW).diagnostics()
    counted = count([Report("one", shown), Report("another", shown)])
    assert (counted[Severity.ERROR], counted[Severity.WARNING]) == (1, 1)
