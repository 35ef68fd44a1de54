"""A statement that a draft makes, offered to be confirmed, and how offers become rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.claims.numbers import Number, When

COLUMNS = (
    *("id", "section", "said", "printed", "unit", "figure", "of", "area", "period", "belongs_to"),
    *("worked", "base", "compared_with", "relation", "listed", "date", "counted", "claims"),
    *("unchecked", "status", "checked_by", "checked"),
)
_PERIOD = re.compile(r"\d{4}-\d\d(?: Q[1-4])?|mid-\d{4}")
_ID = re.compile(r"\bD(\d{3,})\b")
_ALONE = ("rise", "fall", "unchanged", "in line with what is expected")


@dataclass(frozen=True)
class Offer:
    """A statement that a draft makes, as the reader understands it.

    Parameters
    ----------
    id : str
        ``D001`` for the first.
    section : str
        The heading below which it stands.
    line : int
        The line of the draft on which its number stands, counted from 1.
    sentence : str
        The whole sentence, or a cell of a table with its heads.
    printed : str
        The number or date as printed; for a statement without one, the words that make it.
    kind : {"figure", "percentage", "rate", "money", "share", "change", "count in words", \
"rank", "frequency", "age", "date", "direction", "level", "result", "unread"}
        What is stated; ``unread`` for a table that could not be read.
    value : float, optional
        What the number says; none for a range, a date or words.
    unit : str
        ``per cent``, ``per 10,000 children``, ``pounds``, ``day``, ``month``, ``year``, or what
        is counted.
    figure : str
        The figure of the catalogue that it states, where words say so.
    of : str
        Which part of that figure, such as one agency's contribution.
    area : str
        The area, ``statistical neighbours``, or nothing for the partnership's own.
    period : str
        The reporting year, quarter, mid-year or calendar year that it is of.
    relation, compared_with : str
        What is said of it, and the ``id`` of the statement beside which it is set.
    base : str
        Of a percentage, the ``id`` of the number that it is of.
    worked : str
        The sum, share or change of other statements that it must be: ``D001 + D002``.
    when : When, optional
        Of a date, what it says.
    number : Number, optional
        Of a number, what it says.
    trouble : str
        Why it can be read in two ways or in none, in one sentence.
    """

    id: str
    section: str
    line: int
    sentence: str
    printed: str
    kind: str
    value: float | None = None
    unit: str = ""
    figure: str = ""
    of: str = ""
    area: str = ""
    period: str = ""
    relation: str = ""
    compared_with: str = ""
    base: str = ""
    worked: str = ""
    when: When | None = None
    number: Number | None = None
    trouble: str = ""


def rows(offers: Iterable[Offer], taken: Iterable[str] = ()) -> pd.DataFrame:
    """Offers as rows of a register of statements, to be confirmed one by one.

    Parameters
    ----------
    offers : iterable of Offer
        What :func:`read` found.
    taken : iterable of str
        Ids that the register has already: the offers are numbered on from them.

    Returns
    -------
    pandas.DataFrame
        The columns of ``statements.csv``, all text, with the status ``offered``.
    """
    numbers = [int(found[1]) for each in taken if (found := _ID.fullmatch(each))]
    each = [_row(_numbered_on(offer, max(numbers, default=0))) for offer in offers]
    return pd.DataFrame(each, columns=pd.Index(COLUMNS), dtype=str)


def _numbered_on(offer: Offer, last: int) -> Offer:
    """An offer with its id, and those of which it speaks, counted on from the last one taken."""

    def later(text: str) -> str:
        return _ID.sub(lambda found: f"D{int(found[1]) + last:03d}", text)

    return replace(
        offer,
        id=later(offer.id),
        compared_with=later(offer.compared_with),
        base=later(offer.base),
        worked=later(offer.worked),
    )


def _row(offer: Offer) -> dict[str, str]:
    told = offer.kind in ("direction", "level", "result")
    row = dict.fromkeys(COLUMNS, "")
    row |= {
        "id": offer.id,
        "section": offer.section or "Draft",
        "said": _shortly(offer),
        "printed": "" if told or offer.trouble else _printed(offer),
        # What is said in words such as quarterly is no number to be read.
        "unit": "words" if offer.kind == "frequency" else offer.unit,
        "figure": offer.figure,
        "of": offer.of if offer.figure else "",
        "area": offer.area,
        "period": offer.period if _PERIOD.fullmatch(offer.period) else "",
        "compared_with": offer.compared_with,
        "base": offer.base,
        "worked": offer.worked,
        "relation": offer.relation if offer.compared_with or offer.relation in _ALONE else "",
        "date": offer.when.date if offer.when else "",
        "claims": offer.kind if told else "",
        "unchecked": _unchecked(offer),
        "status": "offered",
    }
    return row | ({"area": "", "figure": "", "of": ""} if _is_beyond(offer) else {})


def _printed(offer: Offer) -> str:
    """The number as printed; of an age its digits alone."""
    ends = re.findall(r"\d+", offer.printed) if offer.kind == "age" else []
    return "-".join(dict.fromkeys(ends)) or offer.printed


def _shortly(offer: Offer) -> str:
    # What it says is quoted before a colon or within a sentence: so without its own full stop.
    said = re.sub(r"(?<!\.)[.:;]$", "", re.sub(r"\s+", " ", offer.sentence).strip())
    return said if len(said) <= 200 else said[:197].rsplit(" ", 1)[0] + " ..."


def _is_beyond(offer: Offer) -> bool:
    """Whether it is of a place for which no figure is held."""
    named = offer.area not in ("", "statistical neighbours")
    return named and areas.register().look_up(offer.area) is None


def _unchecked(offer: Offer) -> str:
    """Why it cannot be held against a figure, in words that can follow a colon."""
    if offer.trouble:
        return offer.trouble[0].lower() + offer.trouble[1:].rstrip(".")
    if offer.kind in ("age", "frequency"):
        return f"{offer.printed!r} is no figure of the year"
    if _is_beyond(offer):
        return f"no figures of {offer.area} are held"
    if offer.kind != "date" and offer.period and not _PERIOD.fullmatch(offer.period):
        return f"it is given for {offer.period}, and figures are held by the reporting year"
    return ""
