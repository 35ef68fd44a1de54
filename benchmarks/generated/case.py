"""A statement as a report would print it, in a right and a wrong wording, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

Row = dict[str, str]

COLUMNS = (
    *("id", "section", "said", "printed", "unit", "figure", "of", "area", "period", "belongs_to"),
    *("worked", "base", "compared_with", "relation", "listed", "date", "counted", "claims"),
    *("unchecked", "status", "checked_by", "checked", "document", "page", "note"),
)
AS_SIGNED = "−"


class Ambiguous(Exception):
    """What was drawn would not be clearly right and clearly wrong: the words say why."""


class Missing(Ambiguous):
    """What was drawn is withheld or not published."""

    def __init__(self) -> None:
        super().__init__("a figure of it is withheld or not published")


@dataclass(frozen=True)
class Case:
    """A statement, with those that it speaks of, once right and once with exactly one fault.

    Parameters
    ----------
    code, year : str
        The authority whose report it is, and the year of that report.
    right, wrong : tuple of dict
        Rows of ``statements.csv``; they differ in the fault alone.
    fits : set of str
        The verdicts by which the fault may rightly be called: keys of ``data/rules/checks.yaml``.
    names : mapping of str to str
        The name that each agency goes by now, by each of its names.
    gone : tuple of str
        Agencies that are no longer there.
    """

    code: str
    year: str
    right: tuple[Row, ...]
    wrong: tuple[Row, ...]
    fits: frozenset[str]
    names: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()


def row(id: str, said: str, **cells: str) -> Row:
    """One row of ``statements.csv``: every column, empty where nothing is given."""
    given = {"id": id, "section": "Children", "said": said, "status": "printed", **cells}
    if unknown := given.keys() - set(COLUMNS):
        raise ValueError(f"A statement has no column {sorted(unknown)[0]!r}.")
    return {column: given.get(column, "") for column in COLUMNS}


def both(
    make: Callable[[str], tuple[Row, ...]], right: str, wrong: str
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The same rows with one cell once right and once wrong, if these differ."""
    if right == wrong:
        raise Ambiguous("the wrong value is the right one")
    return make(right), make(wrong)


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Rounded half away from nought, exactly."""
    scale = Fraction(10) ** decimals
    size = int(abs(value) * scale + Fraction(1, 2))
    return (size if value >= 0 else -size) / scale


def printed(value: Fraction | int, decimals: int = 0) -> str:
    """A number as a publisher prints it: thousands separated, a true minus sign."""
    whole, part = divmod(int(abs(rounded(Fraction(value), decimals)) * 10**decimals), 10**decimals)
    sign = AS_SIGNED if rounded(Fraction(value), decimals) < 0 else ""
    return f"{sign}{whole:,}" + (f".{part:0{decimals}d}" if decimals else "")


def percent(part: Fraction | int, whole: Fraction | int, decimals: int = 1) -> str:
    """A share as it is printed."""
    return f"{printed(Fraction(part) / Fraction(whole) * 100, decimals)}%"


def transposed(said: str) -> list[str]:
    """Every number that a slip of two neighbouring digits makes of one: of 1,233, 2,133 and 1,323.

    None begins with a nought.
    """
    digits = [place for place, mark in enumerate(said) if mark.isdigit()]
    found = []
    for here, there in pairwise(digits):
        marks = list(said)
        marks[here], marks[there] = marks[there], marks[here]
        slip = "".join(marks)
        if slip != said and not slip.startswith("0"):
            found.append(slip)
    return found
