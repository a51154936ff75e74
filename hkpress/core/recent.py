"""Remember results for as long as somebody asks for them. A result is worth keeping while its text is still in a
release. A long-running program such as the desk sees a new text with each keystroke and never sees the old ones again.
So it calls `age` now and then, which drops every result that nobody has asked for since the last call. Memory then
holds only what the releases in use need.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Any, Generic, TypeVar, TypeVarTuple

Value = TypeVar("Value")
Given = TypeVarTuple("Given")
_TEXTS = 1_000
_all: list[Recent[Any]] = []


class Recent(Generic[Value]):
    """Results by key, never None: those stored or asked for lately, at most twice *limit*."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._new: dict[Hashable, Value] = {}
        self._old: dict[Hashable, Value] = {}
        _all.append(self)

    def __len__(self) -> int:
        return len(self._new.keys() | self._old.keys())

    def get(self, key: Hashable) -> Value | None:
        """What is stored for *key*."""
        value = self._new.get(key)
        if value is None and (value := self._old.get(key)) is not None:
            self.store(key, value)
        return value

    def store(self, key: Hashable, value: Value) -> Value:
        """Keep *value*, and return it."""
        if len(self._new) >= self.limit:
            self.age()
        self._new[key] = value
        return value

    def age(self) -> None:
        """Drop the results that nobody has asked for since the last call."""
        self._old, self._new = self._new, {}

    def forget(self) -> None:
        """Drop everything."""
        self._old, self._new = {}, {}


class remember(Generic[*Given, Value]):  # noqa: N801 (a decorator, as functools.cache)
    """Make a function remember its recent results by its arguments. It must not return None."""

    def __init__(self, make: Callable[[*Given], Value]) -> None:
        self._make, self._kept = make, Recent[Value](_TEXTS)
        update_wrapper(self, make)

    def __call__(self, *given: *Given) -> Value:
        value = self._kept.get(given)
        return self._kept.store(given, self._make(*given)) if value is None else value

    def forget(self) -> None:
        """Forget all results."""
        self._kept.forget()


def age() -> None:
    """Drop all results that nobody has asked for since the last call."""
    for each in _all:
        each.age()


def forget() -> None:
    """Drop all results, for tests and measurements."""
    for each in _all:
        each.forget()
