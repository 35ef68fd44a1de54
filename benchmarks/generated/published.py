"""Published figures read straight from their files, by another road than the package's own.

Values are kept as fractions, so that what is rounded here is rounded exactly.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import median

import pandas as pd

FOLDER = Path(__file__).parents[2] / "data" / "published"
ENGLAND = "E92000001"
MEDWAY = "E06000035"
YEARS = tuple(f"{year}-{year - 1999}" for year in range(2018, 2025))
RELEASES = (
    *("cin-2022", "cla-2022", "cin-2023", "cla-2023"),
    *("ons-mid-2023", "cin-2024", "cla-2024", "cin-2025"),
)
"""In the order in which they came out."""
LIST_OF_NEIGHBOURS = "April 2021"

Where = tuple[str, str]
Held = dict[str, Fraction | None]


@dataclass(frozen=True)
class Quantity:
    """A figure that statements are about: where it stands, and how a publisher prints it.

    Parameters
    ----------
    name : str
        As a statement names it, see ``data/rules/figures.yaml``.
    words, unit : str
        What a statement says, and what in.
    table, measure : str
        Where it stands; for a rate that is worked out, where its count stands.
    decimals : int
        As printed.
    per : int
        For a rate that is worked out, so many children; else 0.
    """

    name: str
    words: str
    unit: str
    table: str
    measure: str
    decimals: int = 0
    per: int = 0


PER = "per 10,000 children"
COUNTS = (
    Quantity("plans", "on a plan on 31 March", "children", "child_protection_plans", "at_31_march"),
    Quantity("looked_after", "looked after", "children", "children_looked_after", "at_31_march"),
    Quantity("children_in_need", "in need", "children", "children_in_need", "at_31_march"),
    Quantity("referrals", "referrals", "referrals", "referrals", "referrals"),
    Quantity("new_plans", "starting", "plans", "child_protection_plans_starting", "starting"),
    Quantity("section_47_enquiries", "enquiries", "enquiries", "section_47_enquiries", "enquiries"),
)
RATES = (
    Quantity("plans_rate", "plans", PER, "child_protection_plans", "at_31_march", 1, 10000),
    Quantity("looked_after_rate", "looked after", PER, "children_looked_after", "at_31_march_rate"),
    Quantity("children_in_need_rate", "need", PER, "children_in_need", "at_31_march_rate", 1),
)
PERCENTAGES = (
    Quantity("re_referrals_percent", "again", "%", "referrals", "re_referrals_percent", 1),
    Quantity(
        "repeat_plans_percent",
        "again on a plan",
        "%",
        "child_protection_plans_starting",
        "second_or_subsequent_percent",
        1,
    ),
)
BASES = {"re_referrals_percent": COUNTS[3], "repeat_plans_percent": COUNTS[4]}
"""What the percentages are of."""
EVERY_CHILD = Quantity("population", "children", "children", "children_in_need", "population")


@cache
def table(name: str) -> dict[str, dict[Where, Held]]:
    """By measure, then by period and area, the value in each release, the oldest first.

    A value is None where the release withholds it.
    """
    rows = pd.read_csv(FOLDER / f"{name}.csv", dtype=str, keep_default_na=False)
    rows = rows[rows["period"].str.removeprefix("mid-") >= "2016"]
    rows["order"] = rows["release"].map(RELEASES.index)
    rows = rows.sort_values("order", kind="stable")
    found: dict[str, dict[Where, Held]] = defaultdict(lambda: defaultdict(dict))
    for row in rows.itertuples():
        value = Fraction(row.value) if row.value else None
        found[row.measure][row.period, row.area_code][row.release] = value
    return found


@cache
def authorities() -> dict[str, tuple[str, str, str]]:
    """Name, region and first day of each authority that is there now, but Medway, by its code."""
    rows = pd.read_csv(FOLDER / "areas.csv", dtype=str, keep_default_na=False)
    rows = rows[(rows["kind"] == "authority") & (rows["closed"] == "")]
    rows = rows[rows["code"] != MEDWAY]
    beside = zip(rows["name"], rows["region_code"], rows["opened"], strict=True)
    return dict(zip(rows["code"], beside, strict=True))


@cache
def names() -> dict[str, str]:
    """The name of every area, by its code."""
    rows = pd.read_csv(FOLDER / "areas.csv", dtype=str, keep_default_na=False)
    return dict(zip(rows["code"], rows["name"], strict=True))


@cache
def codes() -> dict[str, str]:
    """The code of every area, by its name."""
    return {name: code for code, name in names().items()}


@cache
def neighbours(code: str) -> tuple[str, ...]:
    """The statistical neighbours of an authority in the list for the years to 2024-25."""
    rows = pd.read_csv(FOLDER / "statistical_neighbours.csv", dtype=str, keep_default_na=False)
    listed = rows[(rows["model"] == LIST_OF_NEIGHBOURS) & (rows["area_code"] == code)]
    return tuple(listed["neighbour_code"])


def releases(quantity: Quantity, year: str, code: str) -> dict[str, Fraction]:
    """The value in each release that gives one."""
    held = table(quantity.table)[quantity.measure].get((year, code), {})
    if not quantity.per:
        return {release: value for release, value in held.items() if value is not None}
    people = table(quantity.table)["population"].get((year, code), {})
    return {
        release: value / children * quantity.per
        for release, value in held.items()
        if value is not None and (children := people.get(release))
    }


def now(quantity: Quantity, year: str, code: str) -> Fraction | None:
    """The value in the newest release that has the row, be it a number or none."""
    held = table(quantity.table)[quantity.measure].get((year, code), {})
    return releases(quantity, year, code).get(list(held)[-1]) if held else None


def of_neighbours(quantity: Quantity, year: str, code: str) -> Fraction | None:
    """The mean of all ten neighbours; none where one of them has no value."""
    each = [now(quantity, year, near) for near in neighbours(code)]
    return None if None in each else _mean([value for value in each if value is not None])


def neighbours_otherwise(quantity: Quantity, year: str, code: str) -> list[Fraction]:
    """The median of the neighbours and, of a rate, all of them taken together."""
    each = [now(quantity, year, near) for near in neighbours(code)]
    known = [value for value in each if value is not None]
    found = [median(known)] if known else []
    if quantity.unit == PER:
        held = [_count_and_base(quantity, year, near) for near in neighbours(code)]
        pairs = [pair for pair in held if pair]
        if pairs:
            counts, bases = (sum(each, Fraction(0)) for each in zip(*pairs, strict=True))
            found.append(counts / bases * 10000)
    return found


def neighbours_before(quantity: Quantity, year: str, code: str) -> list[Fraction]:
    """The mean of the neighbours in each release that has them all."""
    each = [releases(quantity, year, near) for near in neighbours(code)]
    found = [
        _mean([held[release] for held in each])
        for release in RELEASES
        if each and all(release in held for held in each)
    ]
    return [mean for mean in found if mean is not None]


def _mean(values: list[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None


def _count_and_base(quantity: Quantity, year: str, code: str) -> tuple[Fraction, Fraction] | None:
    held = table(quantity.table)
    count, base = (held[name].get((year, code), {}) for name in ("at_31_march", "population"))
    newest = list(count)[-1] if count else ""
    people, children = count.get(newest), base.get(newest)
    return (people, children) if people is not None and children else None


def populations(code: str, mid_year: int) -> dict[str, Fraction]:
    """Children who live in an area, by every release that says so."""
    held = table("population")["children"].get((f"mid-{mid_year}", code), {})
    return {release: value for release, value in held.items() if value}


def before(year: str, by: int = 1) -> str:
    """The reporting year so many years before."""
    first = int(year[:4]) - by
    return f"{first}-{(first + 1) % 100:02d}"
