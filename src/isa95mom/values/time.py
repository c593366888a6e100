"""Date-times and durations, with the spelling of the document kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Self

from attrs import field, frozen

from isa95mom.values.text import NO_ATTRIBUTES

_PLAIN = re.compile(  # what isoformat writes again as it was
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.(?!000000)[0-9]{6})?"
    r"(?:Z|(?![+-]00:00)[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
).fullmatch
_DATE_TIME = re.compile(
    r"(-?)([0-9]{4,})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
).fullmatch
_DURATION = re.compile(
    r"(-?)P(?=.)(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?=.)(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?"
).fullmatch


class DateTime(datetime):
    """A `datetime` that keeps the spelling of the document (``2026-01-05T06:00:00.000Z``) and its attributes.

    Digits beyond the microsecond are in `text` alone.
    """

    attributes: Mapping[str, str]
    text: str | None

    @classmethod
    def of(cls, value: datetime, attributes: Mapping[str, str] = NO_ATTRIBUTES, text: str | None = None) -> Self:
        """`value` with `attributes` and a spelling."""
        self = cls(
            value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond, value.tzinfo
        )
        self.attributes = attributes
        self.text = text
        return self

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        plain = datetime(
            self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond, self.tzinfo
        )
        return type(self).of, (plain, dict(getattr(self, "attributes", NO_ATTRIBUTES)), getattr(self, "text", None))


def parse_datetime(text: str) -> datetime:
    """The date-time that `text` spells, as ``xs:dateTime`` allows; without an offset it has no `tzinfo`.

    Raises `ValueError` where it spells none, or one outside the years 1 to 9999 that Python holds.

    >>> parse_datetime("2026-01-05T06:00:00+01:00").isoformat()
    '2026-01-05T06:00:00+01:00'
    """
    if _PLAIN(text) is not None:
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    match = _DATE_TIME(text.strip(" \t\r\n"))
    if match is None:
        raise ValueError(
            f"{text!r} is not a date-time (YYYY-MM-DDThh:mm:ss, then Z or an offset such as +01:00, or none)"
        )
    sign, year, month, day, hour, minute, second, fraction, zone = match.groups()
    if sign or len(year) > 4:
        raise ValueError(f"{text!r} is outside the years 0001 to 9999")
    end_of_day = hour == "24" and minute == second == "00" and not (fraction or "").strip("0")
    if zone is None:
        offset = None
    elif zone == "Z":
        offset = UTC
    else:
        ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:]))
        offset = timezone(ahead if zone[0] == "+" else -ahead)
    try:
        value = datetime(
            int(year), int(month), int(day), 0 if end_of_day else int(hour), int(minute), int(second),
            int((fraction or "0").ljust(6, "0")[:6]), offset,
        )  # fmt: skip
        return DateTime.of(value + timedelta(days=1) if end_of_day else value, text=text)
    except (ValueError, OverflowError) as problem:
        raise ValueError(f"{text!r} is not a date-time: {problem}") from None


def format_datetime(value: datetime) -> str:
    """`value` in the spelling of the document it came from, else in that of ISO 8601, UTC as ``Z``."""
    text: str | None = getattr(value, "text", None)
    if text is not None:
        return text
    text = value.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text


@frozen(slots=True)
class Duration:
    """A duration as ISO 8601 and ``xs:duration`` know it: months and seconds, which no fixed factor joins.

    >>> Duration.parse("P1Y2M").months
    14
    >>> Duration.parse("PT1H30M").to_timedelta()
    datetime.timedelta(seconds=5400)
    """

    months: int = 0
    """Years and months together, in months; negative for a negative duration."""
    seconds: Decimal = Decimal(0)
    """Days, hours, minutes and seconds together, in seconds; negative for a negative duration."""
    text: str | None = field(default=None, eq=False, repr=False)
    """The spelling of the document it came from, or None."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """The duration that `text` spells. Raises `ValueError` where it spells none."""
        match = _DURATION(text.strip(" \t\r\n"))
        if match is None:
            raise ValueError(f"{text!r} is not a duration (such as PT1H30M or P2DT4H)")
        sign, years, months, days, hours, minutes, seconds = match.groups()
        way = -1 if sign else 1
        total = int(days or 0) * 86400 + int(hours or 0) * 3600 + int(minutes or 0) * 60 + Decimal(seconds or 0)
        return cls(way * (int(years or 0) * 12 + int(months or 0)), way * total, text)

    @classmethod
    def from_timedelta(cls, value: timedelta) -> Self:
        """The duration of a `timedelta`."""
        return cls(0, Decimal(value.days * 86400 + value.seconds) + Decimal(value.microseconds).scaleb(-6))

    def to_timedelta(self) -> timedelta:
        """The duration as a `timedelta`. Raises `ValueError` where it has months or years, whose length varies."""
        if self.months:
            raise ValueError(f"{self} has months or years, whose length varies")
        return timedelta(microseconds=int(self.seconds.scaleb(6)))

    def __str__(self) -> str:
        if self.text is not None:
            return self.text
        sign = "-" if self.months < 0 or self.seconds < 0 else ""
        years, months = divmod(abs(self.months), 12)
        whole, seconds = divmod(abs(self.seconds), 60)
        hours, minutes = divmod(int(whole), 60)
        days, hours = divmod(hours, 24)
        date = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (days, "D")) if n)
        clock = "".join(f"{n:f}{unit}" if unit == "S" else f"{n}{unit}"
                        for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)  # fmt: skip
        return f"{sign}P{date}{'T' + clock if clock else ''}" if date or clock else "PT0S"
