"""The facts of a text as typed values: money, shares, days, hours, ordinals, addresses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from hkpress.figures.units import Unit


class Kind(StrEnum):
    """The kind of a fact, for messages. Facts of different kinds may still be equal (25% and 四分之一)."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percentage"
    DISCOUNT = "discount"
    POINTS = "percentage points"
    BASIS_POINTS = "basis points"
    FRACTION = "fraction"
    RATIO = "ratio"
    MULTIPLE = "multiple"
    VAGUE = "vague number"
    ORDINAL = "ordinal"
    RANK = "place in a contest"
    DATE = "date"
    YEAR = "year"
    FISCAL_YEAR = "fiscal year"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    DECADE = "decade"
    TIME = "time"
    WEEKDAY = "weekday"
    PHONE = "phone number"
    EMAIL = "e-mail address"
    URL = "web address"
    CODE = "code"
    WORD = "word"


def decimal(number: Fraction, thousands: str = ",") -> str:
    """*number* in digits: 60,000,000,000, 12.5, or 1/3 where decimals do not end."""
    denominator, twos, fives = number.denominator, 0, 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    if denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    whole, rest = divmod(abs(number.numerator) * 10**places // number.denominator, 10**places)
    text = f"{whole:,}".replace(",", thousands) + (f".{rest:0{places}d}" if places else "")
    return f"-{text}" if number < 0 else text


@dataclass(frozen=True, eq=False)
class _Amount:
    amount: Fraction

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.amount.as_integer_ratio() == other.amount.as_integer_ratio()

    def __hash__(self) -> int:
        return hash(self.amount.as_integer_ratio())  # a Fraction takes five times as long


class Count(_Amount):
    """How many, the how-manieth, or how many times."""

    def __str__(self) -> str:
        return decimal(self.amount)


class Share(_Amount):
    """A part of a whole, the whole being 1: 25%, a quarter, 兩成半."""

    def __str__(self) -> str:
        percent = decimal(self.amount * 100)
        return decimal(self.amount) if "/" in percent else f"{percent}%"


class Points(_Amount):
    """A difference of two shares, the whole being 1: five percentage points, 500 basis points."""

    def __str__(self) -> str:
        return f"{decimal(self.amount * 100)} percentage points"


@dataclass(frozen=True)
class Money:
    """A sum; `currency` is its ISO code, or "$" if the text says only dollars, $ or 元."""

    amount: Fraction
    currency: str

    def __hash__(self) -> int:
        return hash((self.amount.as_integer_ratio(), self.currency))

    def __str__(self) -> str:
        return f"{self.currency}{'' if self.currency == '$' else ' '}{decimal(self.amount)}"


@dataclass(frozen=True)
class Ratio:
    """1:20, 1比20."""

    left: Fraction
    right: Fraction

    def __str__(self) -> str:
        return f"{decimal(self.left)}:{decimal(self.right)}"


@dataclass(frozen=True)
class Day:
    """A date, as much of it as the text says: any of year, month and day may be None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = (f"{self.year}" if self.year else "", f"{self.month:02}" if self.month else "", f"{self.day or 0:02}")
        return "-".join(part or "?" for part in parts[: 3 if self.day else 2 if self.month else 1])


@dataclass(frozen=True)
class Clock:
    """A time of day; `certain` is False where the text leaves open morning or afternoon."""

    hour: int
    minute: int
    certain: bool = True

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"


@dataclass(frozen=True)
class Weekday:
    """0 is Monday, as in `date.weekday()`."""

    number: int

    def __str__(self) -> str:
        return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[self.number]


@dataclass(frozen=True)
class Years:
    """A fiscal or academic year: 2024-25 is Years(2024, 2025); one that is a calendar year is Years(2024, 2024)."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first}-{self.last % 100:02}"


@dataclass(frozen=True)
class Portion:
    """The *number*-th of the *of* parts of a year: a quarter (of 4) or a half (of 2)."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{'Q' if self.of == 4 else 'H'}{self.number}"


@dataclass(frozen=True)
class Decade:
    """Its first year; below 100 where the text does not say the century (80s, 八十年代)."""

    start: int

    def __str__(self) -> str:
        return f"{self.start}s"


@dataclass(frozen=True)
class Word:
    """Text that is compared letter by letter: the digits of a phone number, an address, a code such as 5G."""

    text: str

    def __str__(self) -> str:
        return self.text


Value = Count | Share | Points | Money | Ratio | Day | Clock | Weekday | Years | Portion | Decade | Word


@dataclass(frozen=True)
class Fact:
    """One figure of a text.

    `also` holds the other readings under which it may find its partner: 七折 is 30% off and 70% of the price. A hard
    fact needs a partner in the other language. A soft one (three, 三, half, a dozen, codes) may be a partner, and needs
    none. `unit` is what a number counts, if the text says it: km, 公里, students.
    """

    kind: Kind
    value: Value
    start: int
    end: int
    text: str
    hard: bool = True
    also: tuple[Value, ...] = ()
    unit: Unit | None = None

    @property
    def readings(self) -> tuple[Value, ...]:
        return (self.value, *self.also)

    def __str__(self) -> str:
        return f"{self.text} ({self.value})"
