"""Whether a small number is unusual, by the national rate."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mscp_analysis.measures import Fact
from mscp_analysis.sources import join
from mscp_analysis.trends import Unusual, expected_count


@dataclass(frozen=True)
class Expectation:
    """A small number beside what the national rate would lead one to expect.

    Parameters
    ----------
    number : Fact
        How many there were.
    expected : Fact
        How many the national rate makes of the area's children, in a year.
    fewest, most : Fact
        The fewest and the most that would not be unusual.
    children, national : Fact
        The area's children, and the national figure that the rate is made of.
    verdict : Unusual
        Whether the number is unusual.
    """

    number: Fact
    expected: Fact
    fewest: Fact
    most: Fact
    children: Fact
    national: Fact
    verdict: Unusual


def expectation(number: Fact, children: Fact, national: Fact, everywhere: Fact) -> Expectation:
    """Whether a year's number is unusual, by the national rate and Poisson's distribution.

    Parameters
    ----------
    number : Fact
        How many there were in the area in a year.
    children : Fact
        Children of the area.
    national, everywhere : Fact
        How many there were in the country, and its children.

    Returns
    -------
    Expectation
        Not judged where the number or a population is missing.

    References
    ----------
    See ``trends.expected_count``.
    """
    facts = (children, national, everywhere)
    missing = next((fact.marker for fact in facts if fact.marker), "")
    known = [1.0, 0.0, 1.0] if missing else [fact.number for fact in facts]
    row = expected_count([number.number], known[:1], known[1], known[2]).iloc[0]
    about = replace(
        children,
        value=None,
        marker=missing or "x",
        measure=f"{national.measure}_expected",
        unit=national.unit,
        timing="year",
        period=number.period,
        base=children.period,
        sources=join(*(fact.sources for fact in (national, children, everywhere))),
    )
    expected, fewest, most = (
        _made(about, missing, float(row[key]), words, decimals)
        for key, words, decimals in (
            ("expected", "mean", 1), ("lower", "fewest", 0), ("upper", "most", 0),
        )
    )  # fmt: skip
    verdict = Unusual.NOT_COMPUTED if missing else Unusual(row["verdict"])
    return Expectation(number, expected, fewest, most, children, national, verdict)


def _made(about: Fact, missing: str, value: float, words: str, decimals: int) -> Fact:
    said = replace(about, title=f"Expected at the national rate, {words}", decimals=decimals)
    return said if missing else replace(said, value=value, marker="")
