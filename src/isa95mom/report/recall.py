"""A recall as a page to read and to print: who got it, what to hold, what became of every lot, what is not known."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from isa95mom.genealogy.drawing import shown
from isa95mom.genealogy.fates import Category, Fate

if TYPE_CHECKING:
    from isa95mom.genealogy.affected import AffectedLot
    from isa95mom.genealogy.recall import Recall

Cell = str
"""A piece of HTML, all texts in it escaped."""
FEW = 12
"""How many lots are named in one cell; of more it is told how many they are."""


def recall_page(recall: Recall, title: str) -> str:
    """The page, as HTML that refers to nothing outside itself and runs nothing."""
    styles = style()
    policy = f"default-src 'none'; style-src 'sha256-{b64encode(sha256(styles.encode()).digest()).decode()}'"
    parts = (
        ("seeds", "Where it begins", _seeds(recall)),
        ("consignees", "Who got it", _consignees(recall)),
        ("holds", "What to hold", _holds(recall)),
        ("amounts", "How much is where", _amounts(recall)),
        ("lots", "All lots", _lots(recall)),
        ("gaps", "What is not known", _gaps(recall)),
    )
    links = "".join(f'<a href="#{name}">{heading}</a>' for name, heading, _ in parts)
    body = "".join(f'<section id="{name}"><h2>{heading}</h2>{told}</section>\n' for name, heading, told in parts)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{styles}</style>\n</head>\n<body>\n"
        f"<header><h1>{_text(title)}</h1>{_asked(recall)}<nav>{links}</nav></header>\n{_tiles(recall)}\n{body}"
        "</body>\n</html>\n"
    )


@cache
def style() -> str:
    """The style of pages."""
    return files("isa95mom.report").joinpath("recall.css").read_text(encoding="utf-8")


# -- parts ------------------------------------------------------------------------------------------------------------


def _asked(recall: Recall) -> Cell:
    said = [f"Recalled: {_text(recall.asked)}."]
    view = recall.view
    if view.effective is not None:
        said.append(f"As it was at {_text(_time(view.effective))}.")
    if view.known is not None:
        said.append(f"As was on record at {_text(_time(view.known))}.")
    return f"<p>{' '.join(said)}</p>"


def _tiles(recall: Recall) -> Cell:
    parties = {shipment.party for shipment in recall.shipped if shipment.party is not None}
    told = (
        (len(recall), "lots are concerned"),
        (len(recall.inside), "of them still inside, or may be"),
        (len({shipment.lot for shipment in recall.shipped}), "of them shipped"),
        (len(parties), "customers got some"),
        (len(recall.findings), "things are not known"),
    )
    return '<ul class="tiles">' + "".join(f"<li><b>{number}</b>{text}</li>" for number, text in told) + "</ul>"


def _seeds(recall: Recall) -> Cell:
    rows = [[_link(seed.lot), _text(recall.of(seed.lot).described.material), _list(seed.why)] for seed in recall.seeds]
    return _table(("lot", "material", "why"), rows)


def _consignees(recall: Recall) -> Cell:
    rows = []
    for party, shipments in recall.consignees.items():
        for number, each in enumerate(shipments):
            name = ("not stated" if party is None else _text(party)) if not number else ""
            rows.append(
                [
                    name, _link(each.lot), _number(each.quantity, each.unit), _text(_time(each.effective)),
                    _text(each.location), _text(each.evidence), _links(recall, each.contents),
                ]
            )  # fmt: skip
    headings = ("customer", "lot", "quantity", "shipped", "from", "document", "in it")
    return _table(headings, rows, {2}, "Nothing of it was shipped.")


def _holds(recall: Recall) -> Cell:
    found = recall.holds()
    rows = [
        [
            _link(hold.lot) if hold.lot in recall else _text(hold.lot), _number(hold.quantity, hold.unit),
            _text(hold.location), _links(recall, hold.stops), _text(_counted(len(hold.besides))),
        ]
        for hold in found.holds
    ]  # fmt: skip
    note = '<p class="note">The fewest holds by which nothing that is still inside goes any further.'
    if found.loose:
        note += " No hold on a lot stops what is in " + ", ".join(map(_text, found.loose[:FEW])) + "."
    table = _table(
        ("hold", "quantity", "location", "stops", "others held up"), rows, {1, 4}, "Nothing of it is inside."
    )
    return f"{note}</p>{table}"


def _amounts(recall: Recall) -> Cell:
    used = [each for each in Category if any(each in of for of in recall.totals.values())]
    rows = [
        [
            _text("not stated" if material is None else material),
            *(_number(of.get(each), None) for each in used),
            _text(unit),
        ]
        for (material, unit), of in recall.totals.items()
    ]
    note = '<p class="note">What was consumed or packed is also in other lots of this table.</p>'
    headings = ("material", *map(str, used), "unit")
    return note + _table(headings, rows, set(range(1, len(used) + 1)), "No amount is known.")


def _lots(recall: Recall) -> Cell:
    rows = [
        [
            _text(lot.id), _text(lot.described.material), str(lot.depth), _exposure(lot),
            _number(lot.account.total, lot.account.unit), _fates(lot), _text(lot.location),
        ]
        for lot in recall.lots
    ]  # fmt: skip
    headings = ("lot", "material", "steps", "stems from the seeds", "came into being", "what became of it", "location")
    return _table(headings, rows, {2, 4}, ids=[_anchor(lot.id) for lot in recall.lots])


def _exposure(lot: AffectedLot) -> Cell:
    return f'<meter min="0" max="1" value="{lot.high:.4f}"></meter>{_text(lot.share)}'


def _fates(lot: AffectedLot) -> Cell:
    """What became of a lot: for each category how much, and where it went."""
    items = []
    for category in lot.categories:
        fates = [fate for fate in lot.account.fates if fate.category is category]
        amount = _number(lot.account.amounts.get(category), lot.account.unit)
        unsure = amount and any(fate.quantity is None for fate in fates)
        name = f'<span class="{category.replace(" ", "-")}">{category}</span>'
        items.append(f"{name} {amount}{' and more' if unsure else ''}{_where(fates)}")
    if lot.account.unaccounted:
        amount = _number(lot.account.unaccounted, lot.account.unit)
        items.append(f'<span class="unaccounted">not accounted for</span> {amount}')
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _where(fates: Sequence[Fate]) -> Cell:
    parties = dict.fromkeys(fate.party for fate in fates if fate.party is not None and fate.category != "consumed")
    into = dict.fromkeys(lot for fate in fates for lot in fate.into)
    told = [f"to {', '.join(map(_text, parties))}"] if parties else []
    if into:
        told.append("into " + (", ".join(map(_link, into)) if len(into) <= FEW else _counted(len(into))))
    return f" {' '.join(told)}" if told else ""


def _gaps(recall: Recall) -> Cell:
    rows = [[_text(finding.code), _text(finding.message)] for finding in recall.findings]
    return _table(("what", "where"), rows, none="Everything is known.")


# -- pieces -----------------------------------------------------------------------------------------------------------


def _table(
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    numbers: Iterable[int] = (),
    none: str = "",
    ids: Sequence[str] | None = None,
) -> Cell:
    if not rows:
        return f'<div class="wide"><p class="nothing">{none}</p></div>'
    right = dict.fromkeys(numbers, ' class="number"')
    head = "".join(f"<th{right.get(place, '')}>{_text(text)}</th>" for place, text in enumerate(headings))
    made = []
    for number, row in enumerate(rows):
        first = "" if ids is None else f' id="{ids[number]}"'
        cells = "".join(
            f"<th scope=row>{cell}</th>" if not place else f"<td{right.get(place, '')}>{cell}</td>"
            for place, cell in enumerate(row)
        )
        made.append(f"<tr{first}>{cells}</tr>")
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(made)}</tbody></table></div>'


def _text(text: object) -> Cell:
    return "" if text is None else escape(shown(text))


def _anchor(lot: object) -> str:
    """An identification of an element: that of a lot may hold anything."""
    return "lot-" + sha256(repr(lot).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _link(lot: object) -> Cell:
    return f'<a href="#{_anchor(lot)}">{_text(lot)}</a>'


def _links(recall: Recall, lots: Sequence[object]) -> Cell:
    if len(lots) > FEW:
        return _counted(len(lots))
    return ", ".join(_link(lot) if lot in recall else _text(lot) for lot in lots)


def _list(texts: Sequence[str]) -> Cell:
    told = [_text(text) for text in texts[:FEW]] + ([f"and {len(texts) - FEW} more"] if len(texts) > FEW else [])
    return "<ul>" + "".join(f"<li>{text}</li>" for text in told) + "</ul>"


def _counted(number: int) -> str:
    return f"{number} lot{'' if number == 1 else 's'}" if number else ""


def _number(amount: Decimal | None, unit: str | None) -> Cell:
    return "" if amount is None else _text(f"{amount:f} {unit or ''}".rstrip())


def _time(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat(sep=" ", timespec="minutes")
