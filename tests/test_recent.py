from __future__ import annotations

from hkpress.core.recent import Recent, remember


def test_a_result_is_kept_for_as_long_as_somebody_asks_for_it() -> None:
    kept = Recent[str](10)
    kept.store("here", "stays")
    kept.store("gone", "goes")
    for _ in range(3):
        kept.age()
        assert kept.get("here") == "stays"
    assert kept.get("gone") is None
    assert len(kept) == 1


def test_results_are_bounded_though_nobody_calls_age() -> None:
    kept = Recent[int](10)
    for number in range(100):
        kept.store(number, number)
        assert len(kept) <= 20
    assert kept.get(99) == 99


def test_a_function_is_called_once_for_the_same_arguments() -> None:
    asked: list[str] = []

    @remember
    def made(text: str) -> str:
        asked.append(text)
        return text * 2

    assert [made("a"), made("a"), made("b")] == ["aa", "aa", "bb"]
    assert asked == ["a", "b"]
    made.forget()
    made("a")
    assert asked == ["a", "b", "a"]
