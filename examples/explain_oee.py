"""A week of one line from its records: OEE by shift, why it is what it is, and what the next hour should go into."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from isa95mom.kpi import Shift, WorkingCalendar, bridge, from_frame, pareto, waterfall

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 23, 6, tzinfo=BERLIN)
SUNDAY = datetime(2026, 3, 29, 22, tzinfo=BERLIN)  # clocks went forward: its night had seven hours
STATES = ("Production", "Setup", "Breakdown", "Minor stop", "Starved")


def records() -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """What the machines and the counters wrote down."""
    chance = Random(7)
    states: dict[str, list[Any]] = {name: [] for name in ("equipment", "start", "end", "state", "reason")}
    made: dict[str, list[Any]] = {name: [] for name in ("equipment", "time", "product", "PQ", "SQ")}
    for machine in ("FILLER-1", "PACKER-1"):
        now = MONDAY.astimezone(UTC)
        while now < SUNDAY:
            state = chance.choices(STATES, (60, 6, 8, 16, 10))[0]
            lasts = timedelta(seconds=int(chance.expovariate(1 / (2400 if state == "Production" else 420))) + 20)
            reason = chance.choice(["jam", "sensor", "film"]) if state == "Breakdown" else None
            for column, cell in zip(states.values(), (machine, now, now + lasts, state, reason), strict=True):
                column.append(cell)
            if state == "Production":
                pieces = int(lasts.total_seconds() / 2 * chance.uniform(0.8, 1))
                cells: Any = (machine, now + lasts / 2, chance.choice(["150 g", "500 g"]), pieces, chance.randint(0, 4))
                for column, cell in zip(made.values(), cells, strict=True):
                    column.append(cell)
            now += lasts
    return states, made


def main() -> None:
    states, made = records()
    site = WorkingCalendar(
        zone="Europe/Berlin",
        shifts=[Shift("Early", "06:00", "14:00"), Shift("Late", "14:00", "22:00"), Shift("Night", "22:00", "06:00")],
        breaks=[Shift("Break", "10:00", "10:30")],
        day_start="06:00",
    )
    cycles = {"product": ["150 g", "500 g"], "PRI": [2, 2]}
    keys = ("equipment", "day", "shift", "reason")
    terms = from_frame(states, made, site, cycles=cycles, by=keys[:3])

    print("by shift:")
    by_shift = terms.roll_up(("equipment", "shift"))
    for key, oee in zip(by_shift.objects(), by_shift.results("OEE"), strict=True):
        print(f"  {key['equipment']:9} {key['shift']:6} {oee.in_unit('%'):.1f} %")

    print(terms.result("OEE", equipment="FILLER-1").explain())

    print("where the time went:")
    for step in waterfall(terms.select(equipment="FILLER-1")).steps:
        print(f"  {step.text:36} {float(step.time) / 3600:7.1f} h")

    print("what stops cost:")
    for loss in pareto(from_frame(states, made, site, cycles=cycles, by=keys))[:3]:
        reason = loss.keys["reason"] or "not stated"
        print(f"  {reason:12} {loss.time / 3600:.1f} h in {loss.stops} stops, {loss.share:.0%}")

    days = sorted(set(terms.keys["day"]))
    before, after = (terms.select(equipment="FILLER-1", day=day) for day in days[:2])
    change = bridge(before, after)
    print(f"OEE from {days[0]:%A} to {days[1]:%A}: {float(change.before):.1%} to {float(change.after):.1%}, by")
    for part, points in change.parts.items():
        print(f"  {part:22} {100 * float(points):+5.1f} points")


if __name__ == "__main__":
    main()
