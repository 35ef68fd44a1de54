"""Every rate that the Department for Education printed, worked out again from its own count.

Counts of authorities are exact, so the rate has to round to the printed one. Counts of England
and of regions are printed to the nearest ten: there the printed rate has to be one that a count
within five of the printed count gives.
"""

from __future__ import annotations

import csv
import os
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mscp_analysis import areas, data
from mscp_analysis.data.held import Held

SHARED = Path(os.environ.get("MSCP_SHARED") or Path(__file__).resolve().parents[2] / "shared")

RATED = {
    "children_looked_after": ["at_31_march", "starting", "ceasing"],
    "children_in_need": ["at_31_march", "starting", "ending"],
    "referrals": ["referrals"],
    "section_47_enquiries": ["enquiries", "initial_conferences"],
    "child_protection_plans": ["at_31_march"],
}

# The rates of this release for these two years stand on a revision of mid-2021 that none of the
# files held carries. test_one_population_explains_... proves it.
NOT_HELD = ("cin-2023", {"2021-22", "2022-23"})
REVISION = "the population it was divided by is a revision of mid-2021 that no file held carries"

# Table D1 printed these rates beside other counts than table D5, which this project keeps:
# area: (count in D5, count in D1). The last is England, whose rate comes out with either.
OTHER_COUNT = {
    "E10000032": (379, 424),
    "E12000008": (6010, 6050),
    "E92000001": (43140, 43190),
}
D1_OF_2013 = "printed in table D1 beside another count than the one of table D5"


def rounded(value: float, decimals: int) -> float:
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


@pytest.fixture(scope="module")
def compared() -> pd.DataFrame:
    """One row for each printed rate: release, count, population, and whether it comes out."""
    parts = []
    for table, counts in RATED.items():
        held = Held(table)
        wide = held.frame.pivot_table(
            index=["release", "period", "area_code"],
            columns="measure",
            values="value",
            observed=True,
        )
        for name in counts:
            part = wide[[name, f"{name}_rate", "population"]]
            part = part.set_axis(["count", "rate", "population"], axis=1)
            decimals = held.description["measures"][f"{name}_rate"]["decimals"]
            parts.append(part.assign(table=table, measure=name, decimals=decimals))
    frame = pd.concat(parts).dropna(subset="rate").reset_index()
    text = ["release", "period", "area_code"]
    frame[text] = frame[text].astype("str")
    frame["slack"] = np.where(frame["area_code"].str.startswith(("E92", "E12", "E13")), 5, 0)
    frame["computed"] = frame["count"] / frame["population"] * 10_000
    half = 0.5 * 10.0 ** -frame["decimals"]
    low = (frame["count"] - frame["slack"]) / frame["population"] * 10_000
    high = (frame["count"] + frame["slack"]) / frame["population"] * 10_000
    exact = [
        rounded(*each) == rate
        for *each, rate in frame[["computed", "decimals", "rate"]].itertuples(index=False)
    ]
    within = (low < frame["rate"] + half) & (high >= frame["rate"] - half)
    frame["fits"] = np.where(frame["slack"] == 0, exact, within)
    frame["why"] = [why(row) for row in frame.itertuples()]
    return frame


def why(row) -> str:
    """The explanation of a difference, where there is one."""
    if row.release == NOT_HELD[0] and row.period in NOT_HELD[1]:
        return REVISION
    if row.table == "child_protection_plans" and row.period == "2012-13":
        return D1_OF_2013 if row.area_code in OTHER_COUNT else ""
    return ""


def test_every_printed_rate_has_its_count_and_population(compared: pd.DataFrame) -> None:
    lacking = compared[compared[["count", "population"]].isna().any(axis=1)]
    assert lacking.empty


def test_every_printed_rate_comes_out_or_is_explained(compared: pd.DataFrame, capsys) -> None:
    differ = compared[~compared["fits"]]
    by = differ.groupby(["release", "period", "table", "why"]).size()
    rounded_counts = (compared["slack"] > 0).sum()
    lines = [
        f"Rates printed by the publisher and worked out again: {len(compared):,}, of which "
        f"{rounded_counts:,} of England or a region, whose counts are rounded to ten.",
        f"They come out as printed: {compared['fits'].sum():,}. They differ: {len(differ):,}.",
        *(
            f"  {n:>4} in {release}, {period}, {table}: {reason or 'NOT EXPLAINED'}"
            for (release, period, table, reason), n in by.items()
        ),
    ]
    with capsys.disabled():
        print("", *lines, sep="\n")
    for row in differ.itertuples():  # Each by name: shown by pytest -s, and when this fails.
        print(
            f"{areas.find(row.area_code).name}, {row.period}, {row.table}.{row.measure}, "
            f"{row.release}: printed {row.rate}, computed {row.computed:.3f}: {row.why}"
        )
    assert len(compared) > 30_000
    assert set(compared["release"]) == {
        *("cin-2022", "cin-2023", "cin-2024", "cla-2022", "cla-2023", "cla-2024")
    }
    assert differ[differ["why"] == ""].empty


def test_what_is_explained_is_no_more_than_differs(compared: pd.DataFrame) -> None:
    # Neither explanation may cover a release or a year in which nothing needs explaining.
    differ = compared[~compared["fits"]]
    assert set(differ.loc[differ["why"] == REVISION, "period"]) == NOT_HELD[1]
    counts = differ.loc[differ["why"] == D1_OF_2013, "area_code"]
    assert sorted(counts) == ["E10000032", "E12000008"]


def test_one_population_explains_all_rates_of_the_release_that_differ(
    compared: pd.DataFrame,
) -> None:
    """For each area a single population reproduces every rate of both years at once.

    Each printed rate allows a range of populations; the ranges of all eight rates of an area
    (children in need three ways and referrals, for two years) have a population in common. So
    one estimate was used for both years, and only its value is not held.
    """
    rates = compared[compared["why"] == REVISION]
    low = (rates["count"] - rates["slack"]) / (rates["rate"] + 0.05) * 10_000
    high = (rates["count"] + rates["slack"]) / (rates["rate"] - 0.05) * 10_000
    ranges = rates.assign(low=low, high=high).groupby("area_code")
    common = ranges.agg(low=("low", "max"), high=("high", "min"), held=("population", "first"))
    assert len(common) == 164  # 152 or 153 authorities in the two years, 11 regions, England
    assert (common["low"] <= common["high"]).all()
    # What is held is another revision of the same estimate, so it lies near.
    away = ((common["low"] + common["high"]) / 2 / common["held"] - 1).abs()
    assert away.drop(["E06000053", "E09000001"]).max() < 0.005
    # And it is not the estimate that the release for looked-after children had printed before.
    first = Held("population").frame.query("release == 'cla-2022' and period == 'mid-2021'")
    first = first.set_index(first["area_code"].astype("str"))["value"].reindex(common.index)
    assert ((common["low"] <= first) & (first <= common["high"])).sum() < 10


def test_the_other_counts_are_those_of_table_d1() -> None:
    folder = SHARED / "published" / "dfe-children-in-need" / "2022-release"
    if not folder.exists():
        pytest.skip("the publisher's files are not here; set MSCP_SHARED to the folder of them")
    found = {}
    path = folder / "d1_child_protection_plans_2013_to_2022.csv"
    with path.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            code = row["new_la_code"] or row["region_code"] or row["country_code"]
            if row["time_period"] == "2013" and code in OTHER_COUNT:
                found[code] = int(row["CPP_At31"]), float(row["CPP_At31_rate"])
    assert {code: d1 for code, (d1, _) in found.items()} == {
        code: d1 for code, (_, d1) in OTHER_COUNT.items()
    }
    held = data.load("population", known_at="2022-10-31").children
    for code, (count, rate) in found.items():
        people = held.at("mid-2012", code).value
        slack = 0 if code == "E10000032" else 5
        near = [rounded((count + each) / people * 10_000, 1) for each in range(-slack, slack + 1)]
        assert rate in near


@pytest.mark.parametrize(
    ("table", "known_at", "year", "mean"),
    [
        # Looked after: mean of the printed rates, as the printed report of the partnership and
        # LAIT work it out. Plans: no rate was printed, so the mean of the computed rates.
        ("children_looked_after", "2023-12-31", "2022-23", 73.7),
        ("children_looked_after", "2024-12-31", "2023-24", 70.3),
        ("child_protection_plans", "2023-12-31", "2022-23", 41.2),
        ("child_protection_plans", "2024-12-31", "2023-24", 36.1),
    ],
)
def test_mean_of_the_neighbours_as_known_then(
    table: str, known_at: str, year: str, mean: float
) -> None:
    found = data.load(table, known_at)
    codes = [each.code for each in areas.neighbours("Medway", year)]
    if table == "children_looked_after":
        rates = [found.at_31_march_rate.at(year, code).value for code in codes]
    else:
        rates = [
            found.at_31_march.at(year, code).value / found.population.at(year, code).value * 10_000
            for code in codes
        ]
    assert rounded(sum(rates) / 10, 1) == mean


# DfE, Local Authority Interactive Tool, October 2025: child protection plans per 10,000, from
# 31 March 2016. It stands on the counts and populations known in the autumn of 2024.
LAIT = {
    "Medway": [86.1, 49.8, 54.6, 56.2, 72.7, 21.0, 34.3, 44.3, 42.1],
    "England": [43.4, 43.8, 45.9, 44.5, 43.7, 42.4, 43.3, 42.7, 41.6],
}


@pytest.mark.parametrize("area", LAIT)
def test_rates_of_plans_against_another_publication(area: str) -> None:
    plans = data.load("child_protection_plans", known_at="2024-12-31")
    years = [f"{year}-{year % 100 + 1:02d}" for year in range(2015, 2024)]
    rates = [
        rounded(
            plans.at_31_march.at(year, area).value / plans.population.at(year, area).value * 1e4, 1
        )
        for year in years
    ]
    assert rates == LAIT[area]
