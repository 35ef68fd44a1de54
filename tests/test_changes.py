"""Direction words only where two figures bear them."""

from __future__ import annotations

import pandas as pd
import pytest

from mscp_analysis import changes, rates
from mscp_analysis.data import load
from mscp_analysis.measures import Measure


def series(values: dict[str, float | str], **about) -> Measure:
    rows = pd.DataFrame(
        {
            "period": list(values),
            "area_code": "E06000035",
            "value": [v if isinstance(v, int | float) else None for v in values.values()],
            "marker": [v if isinstance(v, str) else "" for v in values.values()],
        }
    ).astype({"value": float})
    said = {
        "name": "plans",
        "title": "Plans",
        "unit": "children",
        "decimals": 0,
        "timing": "snapshot",
        **about,
    }
    return Measure(rows=rows, **said)


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [
        # 1.96 x sqrt(288 + 281) = 46.8: 7 is well within chance.
        (288, 281, "unchanged"),
        # 1.96 x sqrt(134 + 219) = 36.8: 85 is beyond it.
        (134, 219, "rose"),
        (539, 313, "fell"),
        (0, 0, "unchanged"),
        # 1.96 x sqrt(0 + 4) = 3.92 < 4.
        (0, 4, "rose"),
        (0, 3, "unchanged"),
    ],
)
def test_a_count_moves_only_when_chance_would_not_make_it(before, now, direction):
    plans = series({"2022-23": before, "2023-24": now})
    assert changes.change(plans, "Medway", "2023-24").direction == direction


def test_a_rate_moves_only_when_its_intervals_part():
    rate = series({"2022-23": 44.3, "2023-24": 41.9}, unit="per 10,000 children", decimals=1)
    near = rate.with_rows(rate.rows.assign(lower=[39.3, 37.2], upper=[49.7, 47.1]))
    apart = rate.with_rows(rate.rows.assign(lower=[44.0, 41.0], upper=[44.9, 42.5]))
    assert changes.change(near, "Medway", "2023-24").direction == "unchanged"
    assert changes.change(apart, "Medway", "2023-24").direction == "fell"


def test_an_estimate_moves_from_half_of_one_per_cent():
    people = series({"mid-2021": 1000, "mid-2022": 1005, "mid-2023": 1009}, timing="mid-year")
    assert changes.change(people, "Medway", "mid-2022").direction == "rose"
    assert changes.change(people, "Medway", "mid-2023").direction == "unchanged"
    assert changes.change(people, "Medway", "mid-2023", years=2).difference.shown == "+9"


def test_estimates_from_before_and_after_the_census_are_not_compared():
    # As known in December 2023: mid-2017 was last given before the rebasing of September 2023,
    # mid-2022 after it. As known now, both stand on the 2021 Census.
    then, now = (load("population", known_at).children for known_at in ("2023-12-01", None))
    broken = changes.change(then, "Medway", "mid-2022", years=5)
    assert (broken.direction, broken.difference.marker) == ("unknown", "b")
    assert changes.change(then, "Medway", "mid-2022").direction == "rose"
    assert changes.change(now, "Medway", "mid-2022", years=5).difference.shown == "+2,040"


def test_the_size_of_a_change_and_its_share():
    moved = changes.change(series({"2022-23": 288, "2023-24": 281}), "Medway", "2023-24")
    # 7 of 288 is 2.43 per cent.
    assert (moved.difference.shown, moved.percent.shown) == ("−7", "−2.4")
    assert moved.difference.size.shown == "7"


def test_a_withheld_year_gives_no_direction_and_keeps_its_reason():
    moved = changes.change(series({"2022-23": "c", "2023-24": 281}), "Medway", "2023-24")
    assert moved.direction == "unknown"
    assert (moved.difference.marker, moved.percent.marker) == ("c", "c")


def test_a_year_that_no_release_holds_gives_no_direction():
    moved = changes.change(series({"2023-24": 281}), "Medway", "2023-24")
    assert (moved.direction, moved.before.marker) == ("unknown", "n")


def test_a_change_from_nothing_has_no_percentage():
    moved = changes.change(series({"2022-23": 0, "2023-24": 9}), "Medway", "2023-24")
    assert (moved.percent.value, moved.percent.marker) == (None, "z")


def test_only_like_is_compared_with_like():
    plans, care = series({"2023-24": 281}), series({"2023-24": 476}, name="care", title="Care")
    with pytest.raises(ValueError, match="they differ in what is counted"):
        changes.between(plans.at("2023-24", "Medway"), care.at("2023-24", "Medway"))


def test_a_series_has_its_lowest_and_highest_year_and_passes_over_holes():
    plans = series({"2019-20": 463, "2020-21": 134, "2021-22": "c", "2022-23": 288})
    found = changes.span(plans, "Medway", "2022-23")
    assert (found.lowest.shown, found.lowest.period) == ("134", "2020-21")
    assert (found.highest.shown, found.number) == ("463", 3)
    # As known in December 2023 the rates up to March 2021 were over estimates from the 2011 Census.
    then = load("child_protection_plans", "2023-12-15")
    broken = changes.span(rates.rate(then.at_31_march, then.population), "Medway", "2022-23")
    assert (broken.highest.period, broken.number, broken.missing.marker) == ("2022-23", 2, "b")
    nothing = changes.span(series({"2022-23": "c"}), "Medway", "2022-23")
    assert (nothing.number, nothing.lowest.marker) == (0, "c")


def test_a_share_of_a_whole():
    part, whole = series({"2023-24": 1}), series({"2023-24": 8}, title="All")
    assert (
        changes.share(part.at("2023-24", "Medway"), whole.at("2023-24", "Medway")).shown == "12.5"
    )
    with pytest.raises(ValueError, match="they differ in date"):
        changes.share(part.at("2023-24", "Medway"), series({"2022-23": 8}).at("2022-23", "Medway"))
