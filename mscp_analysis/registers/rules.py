"""The rules that the rows of a register must keep, as its description names them.

Each takes what the description says of it, the numbered rows, the rows of the other registers and
the year, and yields row, column, what was expected, what was found and what to do. A figure or
date that is missing breaks no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from mscp_analysis.periods import ReportingYear

Rows = Sequence[tuple[int, Mapping[str, Any]]]
Others = Mapping[str, Sequence[Mapping[str, Any]]]
Broken = Iterator[tuple[int, str, str, str, str]]


def not_before(said: Sequence[str], rows: Rows, _others: Others, _year: ReportingYear) -> Broken:
    """``[done, set]``: what was done on a date was not done before it was set.

    Examples
    --------
    >>> row = {"done": date(2024, 1, 2), "set": date(2024, 2, 1)}
    >>> [*not_before(["done", "set"], [(2, row)], {}, ReportingYear(2024))][0][:3]
    (2, 'done', 'a date not before that of set, 2024-02-01')
    """
    later, earlier = said
    for number, row in rows:
        one, other = row.get(later), row.get(earlier)
        if isinstance(one, date) and isinstance(other, date) and one < other:
            expected = f"a date not before that of {earlier}, {other.isoformat()}"
            yield number, later, expected, one.isoformat(), "correct one of the two dates"


def at_most(said: Sequence[str], rows: Rows, _others: Others, _year: ReportingYear) -> Broken:
    """``[attended, booked]``: a part is at most its whole.

    Examples
    --------
    >>> [*at_most(["a", "b"], [(2, {"a": 3.0, "b": 2.0})], {}, ReportingYear(2024))][0][3]
    '3'
    """
    part, whole = said
    for number, row in rows:
        one, other = row.get(part), row.get(whole)
        if one is not None and other is not None and one > other:
            expected = f"at most the {other:,.10g} of {whole}"
            yield number, part, expected, f"{one:,.10g}", "correct one of the two figures"


def adds_up(said: Mapping[str, Any], rows: Rows, _others: Others, _year: ReportingYear) -> Broken:
    """``{total: closing, of: [opening, paid_in], less: [drawn]}``: a total is the sum of its parts.

    Examples
    --------
    >>> row = {"all": 5.0, "a": 2.0, "b": 2.0}
    >>> [*adds_up({"total": "all", "of": ["a", "b"]}, [(2, row)], {}, ReportingYear(2024))][0][2]
    '4, which is a + b'
    """
    of, less = said["of"], said.get("less", [])
    for number, row in rows:
        figures = [row.get(name) for name in [said["total"], *of, *less]]
        if any(figure is None for figure in figures):
            continue
        total = sum(row[name] for name in of) - sum(row[name] for name in less)
        if abs(total - row[said["total"]]) >= 0.005:
            words = " + ".join(of) + "".join(f" - {name}" for name in less)
            found = f"{row[said['total']]:,.10g}"
            do = "correct the total or its parts"
            yield number, said["total"], f"{total:,.10g}, which is {words}", found, do


def sums_to(said: Mapping[str, Any], rows: Rows, others: Others, _year: ReportingYear) -> Broken:
    """``{column: total, register: contributions, of: amount}``: a printed total is another's sum.

    Several registers may be named in a list; a total is held against them if all are there.

    Examples
    --------
    >>> said = {"column": "total", "register": "paid", "of": "amount"}
    >>> others = {"paid": [{"amount": 2.0}, {"amount": 3.0}]}
    >>> [*sums_to(said, [(2, {"total": 6.0})], others, ReportingYear(2024))][0][2]
    '5, the sum of amount in paid.csv'
    """
    named = said["register"]
    names = [named] if isinstance(named, str) else named
    cells = [row.get(said["of"]) for name in names for row in others.get(name, ())]
    figures = [cell for cell in cells if cell is not None]
    if not figures or len(figures) < len(cells) or any(name not in others for name in names):
        return
    total = sum(figures)
    for number, row in rows:
        came = row.get(said["column"])
        if came is not None and abs(came - total) >= 0.005:
            files = " and ".join(f"{name}.csv" for name in names)
            expected = f"{total:,.10g}, the sum of {said['of']} in {files}"
            do = "correct the total or the rows that it is the sum of"
            yield number, said["column"], expected, f"{came:,.10g}", do


def within_year(said: str, rows: Rows, _others: Others, year: ReportingYear) -> Broken:
    """``date``: what happened in the year has a date of the year.

    Examples
    --------
    >>> [*within_year("day", [(2, {"day": date(2024, 4, 1)})], {}, ReportingYear(2024))][0][3]
    '2024-04-01'
    """
    for number, row in rows:
        day = row.get(said)
        if isinstance(day, date) and not year.start <= day <= year.end:
            expected = f"a date from {year.start.isoformat()} to {year.end.isoformat()}"
            yield number, said, expected, day.isoformat(), "move the row to the year that it is of"


BROKEN: dict[str, Callable[[Any, Rows, Others, ReportingYear], Broken]] = {
    "not_before": not_before,
    "at_most": at_most,
    "adds_up": adds_up,
    "sums_to": sums_to,
    "within_year": within_year,
}
"""The rules by the names that descriptions call them."""
