"""What is wrong with the register of what a report lacks: elements and needs that are not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas import Fault
from mscp_analysis.statutory.reading import elements

_DO = "see data/rules/statutory for their numbers and names"


def faults(rows: Iterable[tuple[int, Mapping[str, str]]], year: str | ReportingYear) -> list[Fault]:
    """Every row that names an element, or a need of it, which the guidance of the year has not.

    Parameters
    ----------
    rows : iterable of (int, mapping of str to str)
        Line and cells of each row of ``elements.csv``, by their headings.
    year : str or ReportingYear
        The reporting year, whose guidance counts.

    Returns
    -------
    list of Fault
        In the order of the rows; a row that names no element is left to the check of the cells.

    Examples
    --------
    >>> print(faults([(4, {"element": "E99", "need": ""})], "2023-24")[0].sentence[:64])
    2023-24/elements.csv, row 4, column 'element': expected an eleme
    """
    label = ReportingYear.parse(year).label
    known = {each.id: [need.name for need in each.needs] for each in elements(year)}
    found = []
    for line, row in rows:
        element, need = row.get("element", ""), row.get("need", "")
        if element and element not in known:
            told = ("element", f"an element of the guidance for {label}", element, [*known])
        elif element and need and need not in known[element]:
            told = ("need", f"a need of the element {element}", need, known[element])
        else:
            continue
        found.append(_fault(label, line, *told))
    return found


def _fault(year: str, line: int, column: str, expected: str, came: str, known: list[str]) -> Fault:
    near = get_close_matches(came, known, n=1, cutoff=0.6)
    do = f"write {near[0]!r}" if near else f"use one of {', '.join(known)}" if known else _DO
    return Fault(f"{year}/elements.csv", line, column, expected, came, do)
