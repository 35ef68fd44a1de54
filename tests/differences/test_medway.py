"""What the page tells of Medway then and now, against the published tables read plainly."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from functools import lru_cache

import pandas as pd
import pytest
import yaml

from mscp_analysis import areas
from mscp_analysis.report.differences import publish

DAY = "2023-10-31"
NOW = "9999-12-31"
MEDWAY = "E06000035"
Figure = Mapping[str, str]
DERIVED = "limit of the interval|, change from |, share of "


@lru_cache
def table(name: str) -> pd.DataFrame:
    """A published table, each row with the last day of the month in which it came out."""
    folder = areas.shelf("published")
    rows = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    said = yaml.safe_load((folder / f"{name}.resource.yaml").read_text(encoding="utf-8"))
    out = {each["release"]: last_day(str(each["published"])) for each in said["sources"]}
    return rows.assign(out=rows["release"].map(out))


def last_day(month: str) -> str:
    if len(month) == 10:
        return month
    year, number = map(int, month.split("-"))
    return f"{month}-{calendar.monthrange(year, number)[1]}"


@lru_cache
def known(name: str, measure: str, day: str) -> dict[tuple[str, str], list[Figure]]:
    """The newest row of each figure of a measure at a day, by its area and period."""
    rows = table(name)
    rows = rows[(rows["measure"] == measure) & (rows["out"] <= day)]
    about = rows.columns.difference(["release", "value", "marker", "out"]).tolist()
    rows = rows.sort_values("out", kind="stable").drop_duplicates(about, keep="last")
    found: dict[tuple[str, str], list[Figure]] = {}
    for row in rows.to_dict("records"):
        found.setdefault((row["area_code"], row["period"]), []).append(row)
    return found


def newest(name: str, measure: str, row: Figure, day: str) -> Figure | None:
    """The row of the newest release that was out on a day."""
    rows = known(name, measure, day).get((row["area_code"], row["period"]), [])
    for pair in filter(None, row["breakdown"].split("; ")):
        column, _, label = pair.partition(": ")
        rows = [each for each in rows if each[column] == label]
    return rows[0] if rows else None


def one(name: str, measure: str, row: Figure, day: str) -> float | None:
    """A figure at a day; None where there is no number yet."""
    found = newest(name, measure, row, day)
    return None if found is None or not found["value"] else float(found["value"])


def expected(row: Figure, day: str) -> float | None:
    """A figure at a day; a rate that no release prints beside its count, from the two."""
    name, measure = row["measure"].split(".")
    found, count = (newest(name, m, row, day) for m in (measure, measure.removesuffix("_rate")))
    if count is None or (found is not None and found["release"] == count["release"]):
        return one(name, measure, row, day)
    number, people = parts(row, day)
    return None if number is None or not people else 10_000 * number / people


def parts(row: Figure, day: str) -> tuple[float | None, float | None]:
    """The count and the population of a rate."""
    name, measure = row["measure"].split(".")
    count = one(name, measure.removesuffix("_rate"), row, day)
    return count, one(name, "population", row, day)


def why(row: Figure) -> str:
    """What kind of change it is, by what the tables had on the two days."""
    if not row["measure"].endswith("_rate"):
        return "Revised data"
    (count, people), (count_now, people_now) = parts(row, DAY), parts(row, NOW)
    if count == count_now:
        return "Another population"
    return "Revised data" if people == people_now else "Revised data and another population"


def identity(row: Figure) -> tuple[str, ...]:
    return tuple(row[name] for name in ("measure", "area_code", "period", "breakdown"))


def is_plain(row: Figure) -> bool:
    """Whether a figure of one area stands in a published table, or is a count over another."""
    name, _, measure = row["measure"].partition(".")
    held = (areas.shelf("published") / f"{name}.csv").is_file() and row["area_code"] != ""
    return held and measure != "population" and not re.search(DERIVED, row["title"])


def told(report) -> dict[tuple[str, ...], Figure]:
    """The plain figures that a report tells, whichever release of them."""
    return {identity(row): row for row in report.ledger if is_plain(row)}


@pytest.fixture(scope="session")
def changed(medway) -> pd.DataFrame:
    """The rows with a number on both sides."""
    rows = medway.csv
    return rows[(rows["old_value"] != "") & (rows["new_value"] != "")]


def test_the_figures_told_to_have_changed_are_those_that_the_tables_changed(medway, changed):
    old, new = told(medway.old), told(medway.new)
    wanted = {}
    for key in old.keys() & new.keys():
        row = new[key]
        before, now = expected(row, DAY), expected(row, NOW)
        if before is not None and now is not None and before != pytest.approx(now, rel=1e-9):
            wanted[key] = (before, now, why(row))
    plain = changed[changed.apply(is_plain, axis=1)]
    found = {
        identity(row): (float(row["old_value"]), float(row["new_value"]), row["kind"])
        for _, row in plain.iterrows()
    }
    assert len(plain) == len(found) > 50
    assert found.keys() == wanted.keys()
    for key, (before, now, kind) in wanted.items():
        assert found[key] == (pytest.approx(before), pytest.approx(now), kind), key


def test_the_figures_told_to_be_out_since_are_those_that_were_not_out_then(medway):
    wanted = {
        key
        for key, row in told(medway.new).items()
        if expected(row, DAY) is None and expected(row, NOW) is not None
    }
    rows = medway.csv[medway.csv["kind"] == "Published since"]
    before = {key for key, row in told(medway.old).items() if row["value"]}
    found = {identity(row) for _, row in rows.iterrows() if is_plain(row)} - before
    assert found == wanted
    assert len(found) > 20
    assert all(last_day(month) > DAY for month in rows["new_as_of"])


def test_what_else_changed_is_limits_and_neighbours_of_figures_that_did(changed):
    plain = {identity(row)[:3] for _, row in changed.iterrows() if is_plain(row)}
    limits = changed[changed["title"].str.contains("limit of the interval")]
    assert {identity(row)[:3] for _, row in limits.iterrows()} <= plain
    means = changed[changed["area_code"] == ""]
    rest = changed.index.difference([*limits.index, *means.index])
    assert all(is_plain(changed.loc[place]) for place in rest)
    assert {*means["area"].str.extract(r"\((\w+)\)")[0]} == {"mean", "median"}
    for _, row in means.iterrows():
        how = "median" if row["area"].endswith("(median)") else "mean"
        for side, day in {"old": DAY, "new": NOW}.items():
            rates = pd.Series([expected(dict(row) | {"area_code": c}, day) for c in neighbours()])
            assert float(row[f"{side}_value"]) == pytest.approx(getattr(rates, how)(), abs=5e-3)


def neighbours() -> list[str]:
    """The ten authorities that Medway is set beside in the year."""
    rows = pd.read_csv(areas.shelf("published") / "statistical_neighbours.csv", dtype=str)
    return rows[(rows["model"] == "April 2021") & (rows["area_code"] == MEDWAY)][
        "neighbour_code"
    ].tolist()


def test_reasons_name_what_was_read_and_over_whom(medway):
    rows = medway.csv.set_index(["title", "area", "period"])
    plans = rows.loc[("Child protection plans per 10,000 children", "Medway", "2022-23")]
    assert (plans["old_shown"], plans["new_shown"]) == ("45.1", "44.3")
    assert plans["reason"] == (
        "Published anew in October 2025; before in October 2023. The count, 288, is the same. Its "
        "population is that of mid-2022 as published in October 2025, not mid-2021 as published "
        "in October 2023."
    )
    looked_after = rows.loc[("Children looked after", "Medway", "2021-22")]
    assert looked_after["reason"] == "Published anew in November 2024; before in November 2022."


def test_a_number_in_the_words_leads_to_its_reason(medway):
    title, place = "Child protection plans per 10,000 children", "Medway, 2022-23"
    heading = f'<th scope="row">{title}<span class="of">{place}</span></th>'
    (name,) = re.findall(rf'<tr id="(number-\d+)">{heading}', medway.html)
    row = medway.html[medway.html.index(f'<tr id="{name}">') :].partition("</tr>")[0]
    assert '<td class="number" data-label="Before">45.1</td>' in row
    assert f'<a href="#{name}">44.3</a>' in medway.html
    ids = set(re.findall(r'\bid="([^"]+)"', medway.html))
    assert {*re.findall(r'href="#([^"]+)"', medway.html)} <= ids


def test_the_page_says_what_it_compares_and_counts_it(medway):
    assert medway.html.count("<td data-label=") > 0
    then, now = re.search(
        r"Figures as known at</th><td[^>]*>([^<]+)</td><td[^>]*>([^<]+)</td>", medway.html
    ).groups()
    assert (then, now) == ("31 October 2023", "31 October 2025")
    number = int(re.search(r'<a href="#numbers">(\d+) numbers changed', medway.html)[1])
    more = int(re.search(r"<p>(\d+) more numbers? differs? by less", medway.html)[1])
    rows = medway.csv[(medway.csv["old_value"] != "") & (medway.csv["new_value"] != "")]
    assert number + more == len(rows)


def test_two_pages_of_the_same_reports_are_the_same_bytes(medway, tmp_path):
    again = publish(medway.old, medway.new, tmp_path / medway.page.name)
    for suffix in (".html", ".csv"):
        one, other = (path.with_suffix(suffix).read_bytes() for path in (again, medway.page))
        assert one == other
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "differences.csv", "differences.html"]  # fmt: skip
