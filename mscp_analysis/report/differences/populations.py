"""Whether it was the count of a rate that changed, or the population below it."""

from __future__ import annotations

import re
from datetime import date

from mscp_analysis.periods import in_words
from mscp_analysis.report.differences.built import Built
from mscp_analysis.report.differences.figures import is_derived, same
from mscp_analysis.report.ledger import Row

_SAME = 0.5
"""Two populations worked back from a rate are one where they are less than half a child apart."""

_ABOUT = ("area_code", "area", "period", "breakdown")
PER = re.compile(r"per ([\d,]+) ")
"""Units of rates: ``per 10,000 children``."""


def changed(before: Built, old: Row, after: Built, new: Row) -> tuple[str, str]:
    """Which part of a rate changed, by the counts that the two ledgers hold of the same children.

    Parameters
    ----------
    before, after : Built
        The two reports.
    old, new : dict
        The rate, or a limit of it, in the ledger of each.

    Returns
    -------
    (str, str)
        The kind of reason, and what to say of it; ``revised`` where nothing recorded tells.
    """
    sides = ((before, old), (after, new))
    names = [_named(side, row) for side, row in sides]
    over = f"Its population is that of {names[1]}, not {names[0]}." if _differ(names) else ""
    counts = [_beside(side, row, row["measure"].removesuffix("_rate")) for side, row in sides]
    if counts[0] is None or counts[1] is None:
        if over:
            return "population", f"{over} Whether its count moved too is not recorded."
        return "revised", "Which of count and population moved is not recorded."
    shown = [count["shown"].partition(" | ")[0] for count in counts if count]
    if same(counts[0], counts[1]):
        return "population", f"The count, {shown[1]}, is the same. {over}".strip()
    told = f"The count is {shown[1]}, not {shown[0]}."
    rates = [_beside(side, row, row["measure"]) for side, row in sides]
    below = [_over(count, rate) for count, rate in zip(counts, rates, strict=True)]
    if below[0] is not None and below[1] is not None and abs(below[0] - below[1]) < _SAME:
        return "revised", f"{told} The population is the same."
    return "both", f"{told} {over}".strip()


def when(as_of: str) -> str:
    """When a release came out, for the end of a sentence.

    Examples
    --------
    >>> when("2024-11"), when("2024-11-21"), when("")
    ('in November 2024', 'on 21 November 2024', 'on no known date')
    """
    if len(as_of) == 7:
        return f"in {date.fromisoformat(as_of + '-01'):%B %Y}"
    return f"on {in_words(date.fromisoformat(as_of)) if as_of else 'no known date'}"


def _named(side: Built, row: Row) -> str:
    """The population of a rate as its ledger names it: mid-year, and when that came out."""
    if not row["base"]:
        return ""
    out = {each["as_of"] for each in side.ledger if each["release"] == row["base_release"]}
    return f"{row['base']} as published {when(min(out)) if out else row['base_release']}"


def _differ(names: list[str]) -> bool:
    return all(names) and names[0] != names[1]


def _beside(side: Built, row: Row, measure: str) -> Row | None:
    """Another figure of the same children: of its release if there is one, else the newest."""
    is_rate = measure == row["measure"]
    found = [
        each
        for each in side.ledger
        if each["measure"] == measure
        and all(each[name] == row[name] for name in _ABOUT)
        and bool(PER.match(each["unit"])) == is_rate
        and each["value"]
        and each["unit"] != "%"
        and not is_derived(each)
    ]
    ranked = sorted(found, key=lambda each: (each["release"] == row["release"], each["as_of"]))
    return ranked[-1] if ranked else None


def _over(count: Row | None, rate: Row | None) -> float | None:
    """The population that a count and a rate per so many children imply."""
    per = PER.match(rate["unit"]) if rate else None
    if count is None or rate is None or per is None or not float(rate["value"]):
        return None
    return float(per[1].replace(",", "")) * float(count["value"]) / float(rate["value"])
