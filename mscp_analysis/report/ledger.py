"""Every number of a report: where it stands, what it is, and where it came from."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from mscp_analysis.markup import NOUGHT
from mscp_analysis.report.pages.reading import Page

COLUMNS = (
    *["key", "measure", "title", "area", "area_code", "period", "breakdown", "value", "marker"],
    *["shown", "unit", "lower", "upper", "status", "as_of", "release", "sources"],
    *["base", "base_release", "method", "chapter", "times_shown"],
)

Row = dict[str, str]


def rows(facts_by_chapter: Mapping[str, Iterable[Mapping[str, Any]]], page: Page) -> list[Row]:
    """One row a fact, in the order of the page.

    Parameters
    ----------
    facts_by_chapter : mapping of str to iterable of mapping
        The facts that each chapter's outputs carry.
    page : Page
        The page read back, to count how often each is shown.

    Returns
    -------
    list of dict
        Columns as in ``COLUMNS``, each as text.

    Raises
    ------
    ValueError
        If two facts have one key and differ in anything.
    """
    times = Counter(number.key for number in page.numbers)
    ledger: dict[str, Row] = {}
    first: dict[str, Mapping[str, Any]] = {}
    for chapter, facts in facts_by_chapter.items():
        for fact in facts:
            key = _text(fact.get("key"))
            if key not in ledger:
                ledger[key], first[key] = _row(fact, chapter, times), fact
            elif fact == first[key]:
                _add(ledger[key], "chapter", chapter)
            else:
                _join(ledger[key], _row(fact, chapter, times))
    return list(ledger.values())


def as_csv(ledger: Sequence[Row]) -> str:
    """The ledger as the text of ``ledger.csv``: the same bytes for the same facts."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(ledger)
    return text.getvalue()


def faults(page: Page, ledger: Sequence[Row]) -> list[str]:
    """What keeps a page from being published, each in a sentence.

    Parameters
    ----------
    page : Page
        The page read back.
    ledger : sequence of dict
        Its ledger.

    Returns
    -------
    list of str
        Empty where the page is right.
    """
    known = {row["key"]: row for row in ledger}
    found = [fault for number in page.numbers if (fault := _fault(number, known.get(number.key)))]
    found += [f"a digit outside a fact: {text!r}" for text in page.loose_digits]
    found += [f"no text alternative: {name}" for name in page.without_alternative]
    found += [f"something fetched from outside the file: {name}" for name in page.loaded]
    found += [f"an address that is not a source's: {name}" for name in page.outside_citations]
    found += [f"a link that leads nowhere: #{name}" for name in page.broken_links]
    found += [f"an id used twice: {name}" for name in page.repeated_ids]
    found += ["a script"] * bool(page.scripts)
    found += _faults_of_headings(page.headings)
    return found


def _fault(number: Any, row: Row | None) -> str:
    if row is None:
        return f"a number of no known fact: {number.shown!r} ({number.key or 'no key'})"
    if not row["value"] or float(number.value) != float(row["value"]):
        return f"{row['title']}, {row['area']}: the page holds {number.value}, not {row['value']}"
    is_nought = number.shown in NOUGHT and float(number.value) == 0
    if number.shown not in row["shown"].split(" | ") and not is_nought:
        return f"{row['title']}, {row['area']}: the page shows {number.shown}, not {row['shown']}"
    return ""


def _faults_of_headings(headings: Sequence[tuple[int, str]]) -> list[str]:
    found = [] if [level for level, _ in headings].count(1) == 1 else ["not one main heading"]
    for (above, _), (level, words) in pairwise(headings):
        if level > above + 1:
            found.append(f"a heading of level {level} below one of level {above}: {words!r}")
    return found


def _row(fact: Mapping[str, Any], chapter: str, times: Counter[str]) -> Row:
    said = {column: _text(fact.get(column)) for column in COLUMNS}
    return said | {"chapter": chapter, "times_shown": str(times[said["key"]])}


def _join(row: Row, other: Row) -> None:
    """Take up into a row where else its fact stands and how else it is shown."""
    for column in COLUMNS:
        if row[column] == other[column]:
            continue
        # A rate that comes out as its publisher prints it is one figure, known in two ways.
        if column not in {"chapter", "shown", "method"}:
            raise ValueError(
                f"Two facts have the key {row['key']}: {row['title']}, {row['area']} says "
                f"{row[column]!r} and {other[column]!r} for {column}."
            )
        _add(row, column, other[column])


def _add(row: Row, column: str, said: str) -> None:
    if said not in row[column].split(" | "):
        row[column] = " | ".join(filter(None, [row[column], said]))


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {said}" for name, said in value.items())
    return "" if value is None else str(value)
