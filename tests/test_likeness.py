"""What may be set side by side: one table of rules, the sentences, and that all ask it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mscp_analysis
from mscp_analysis import changes, charts, comparisons, data, prose, rates, tables
from mscp_analysis.charts import findings
from mscp_analysis.comparisons import alike, figures, standing
from mscp_analysis.measures import Fact
from mscp_analysis.measures.likeness import at_each_date, require, side_by_side
from mscp_analysis.measures.rules import RULES

PACKAGE = Path(mscp_analysis.__file__).parent
PLANS = "Child protection plans per 10,000 children"


@pytest.fixture(scope="module")
def plans():
    """The rate of plans as known at the end of 2024, computed here."""
    held = data.load("child_protection_plans", known_at="2024-12-31")
    return rates.rate(held.at_31_march, held.population)


@pytest.fixture(scope="module")
def earlier():
    """The same as known in April 2024, when March 2023 stood on the population of mid-2021."""
    held = data.load("child_protection_plans", known_at="2024-04-03")
    return rates.rate(held.at_31_march, held.population)


@pytest.fixture(scope="module")
def care():
    return data.load("children_looked_after", known_at="2024-12-31")


def refusal(call, *given, **further) -> str:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        call(*given, **further)
    return str(refused.value)


# Sentences --------------------------------------------------------------------------------------


def test_the_printed_comparator_of_a_year_before_is_refused():
    # The report of 2023-24 set 281 / 65,289 = 43.0 beside England's 43.2 of the year before.
    own = Fact(
        value=43.04,
        measure="child_protection_plans.at_31_march_rate",
        title=PLANS,
        unit="per 10,000 children",
        decimals=1,
        period="2023-24",
        timing="snapshot",
        area_code="E06000035",
        area="Medway",
        base="mid-2022",
    )
    england = replace(
        own, value=43.2, period="2022-23", base="mid-2021", area="England", area_code="E92000001"
    )
    assert refusal(alike, own, england) == (
        f"43.0 of Medway and 43.2 of England ({PLANS}) cannot be compared: they differ in date "
        "(31 March 2024 against 31 March 2023) and population year (mid-2022 against mid-2021); "
        "a figure of England for 31 March 2024, over mid-2022, would match."
    )


def test_what_would_match_is_named_from_what_is_held(plans, earlier):
    own, theirs = plans.at("2023-24", "Medway"), earlier.at("2022-23", "England")
    said = refusal(alike, own, theirs, figures(plans, "England"))
    # 49,900 over 11,998,646 is 41.6.
    assert said == (
        f"42.1 of Medway and 43.2 of England ({PLANS}) cannot be compared: they differ in date "
        "(31 March 2024 against 31 March 2023), population year (mid-2023 against mid-2021), "
        "release of the population (the release of October 2024 against the release of October "
        "2023) and release (the release of October 2024 against the release of October 2023); "
        "41.6 of England for 31 March 2024 over mid-2023, in the release of October 2024, would "
        "match."
    )
    nothing = refusal(alike, own, theirs, figures(earlier, "England"))
    assert nothing.endswith("; nothing held of England would match.")


def test_a_rate_in_whole_numbers_is_not_set_beside_one_with_a_decimal(care):
    printed = care.at_31_march_rate.at("2023-24", "England")
    computed = rates.rate(care.at_31_march, care.population).at("2023-24", "Medway")
    assert refusal(alike, printed, computed) == (
        "70 of England (Children looked after, rate as printed) and 71.4 of Medway (Children "
        "looked after per 10,000 children) cannot be compared: they differ in rounding (whole "
        "numbers against one decimal place) and method (as published against computed here); a "
        "figure of Medway for 31 March 2024, rounded to whole numbers, as published, would match."
    )


def test_a_mean_of_another_year_is_refused_and_that_of_the_year_named(plans):
    now, before = (standing(plans, "Medway", year) for year in ("2023-24", "2022-23"))
    assert refusal(now.verdict, before.mean) == (
        f"42.1 of Medway and 40.6 of Medway's statistical neighbours (mean) ({PLANS}) cannot be "
        "compared: they differ in date (31 March 2024 against 31 March 2023) and population year "
        "(mid-2023 against mid-2022); 36.1 of Medway's statistical neighbours (mean) for 31 March "
        "2024 over mid-2023, in the release of October 2024, would match."
    )


def test_a_median_is_not_set_beside_a_mean_but_each_beside_the_area(plans):
    found = standing(plans, "Medway", "2023-24")
    assert refusal(alike, found.mean, found.median) == (
        "36.1 of Medway's statistical neighbours (mean) and 35.0 of Medway's statistical "
        f"neighbours (median) ({PLANS}) cannot be compared: they differ in way of summing up "
        "(mean against median); a figure of Medway's statistical neighbours (mean) for 31 March "
        "2024 would match."
    )
    for summary in (found.mean, found.median):
        alike(found.fact, summary)


def test_a_mean_of_whole_numbers_is_shown_to_one_decimal_and_may_stand_beside_them(care):
    found = standing(
        rates.as_printed(care.at_31_march_rate, care.at_31_march, care.population),
        *("Medway", "2023-24"),
    )
    assert (found.fact.decimals, found.mean.decimals) == (0, 1)
    assert found.verdict(found.mean) == "similar"


@pytest.fixture(scope="module")
def estimates():
    every = figures(data.vintages("population", "children"), "Medway")
    return {(fact.period, fact.release): fact for fact in every}


def test_an_estimate_as_first_published_is_not_set_beside_the_revised(estimates):
    first, revised = estimates["mid-2022", "cla-2023"], estimates["mid-2022", "cla-2024"]
    assert refusal(alike, first, revised) == (
        "65,289 of Medway and 64,955 of Medway (Children aged under eighteen) cannot be compared: "
        "they differ in release (the release of November 2023 against the release of November "
        "2024); a figure of Medway for 30 June 2022, from the release of November 2023, would "
        "match."
    )


def test_an_estimate_from_before_the_census_is_not_set_beside_one_after(estimates):
    before, after = estimates["mid-2020", "cla-2022"], estimates["mid-2020", "cla-2023"]
    assert refusal(alike, before, after) == (
        "65,441 of Medway and 63,695 of Medway (Children aged under eighteen) cannot be compared: "
        "they differ in census behind the population (the 2011 Census against the 2021 Census) "
        "and release (the release of November 2022 against the release of November 2023); a "
        "figure of Medway for 30 June 2020, over a population estimated from the 2011 Census, "
        "from the release of November 2022, would match."
    )


def test_a_printed_rate_is_not_given_the_interval_of_another_release():
    held = data.load("child_protection_plans", known_at="2025-12-31")
    said = refusal(rates.as_printed, held.at_31_march_rate, held.at_31_march, held.population)
    assert "do not stand on one count and population: they differ in" in said


# Over time, of a whole, told twice --------------------------------------------------------------


def test_over_time_the_population_year_moves_but_rounding_and_method_do_not(plans):
    before, now = plans.at("2022-23", "Medway"), plans.at("2023-24", "Medway")
    assert changes.between(before, now).direction == "unchanged"
    assert refusal(changes.between, replace(before, decimals=0), now) == (
        f"42.1 of Medway and 44 of Medway ({PLANS}) cannot be read as one series: they differ in "
        "rounding (one decimal place against whole numbers); a figure of Medway for 31 March "
        "2023, rounded to one decimal place, would match."
    )
    assert "differ in method" in refusal(changes.between, replace(before, method=""), now)


@pytest.mark.parametrize("other", [{"definition": "Another."}, {"census": 2011}])
def test_a_break_in_a_series_is_said_and_bears_no_direction(plans, other):
    before, now = plans.at("2022-23", "Medway"), plans.at("2023-24", "Medway")
    moved = changes.between(replace(before, **other), now)
    assert (moved.direction, moved.difference.marker, moved.percent.marker) == ("unknown", "b", "b")
    assert prose.movement(moved).plain == (
        "not comparable across a break in the series since 31 March 2023"
    )


def test_what_was_printed_and_is_known_now_may_differ_in_all_but_what_it_is_of(plans, care):
    known = plans.at("2023-24", "Medway")
    printed = replace(known, value=43.0, decimals=0, base="mid-2022", release="printed", method="")
    assert changes.between(printed, known).difference.shown == "−0.9"
    other = care.at_31_march_rate.at("2023-24", "Medway")
    said = refusal(changes.between, replace(other, decimals=1), known)
    assert "are not one figure told twice: they differ in what is counted" in said


def test_a_part_is_of_the_date_of_its_whole(care):
    part, whole = (
        care.at_31_march.at("2023-24", "Medway"),
        care.at_31_march.at("2022-23", "England"),
    )
    assert refusal(changes.share, part, whole) == (
        "476 of Medway and 83,760 of England (Children looked after) cannot be part and whole: "
        "they differ in date (31 March 2024 against 31 March 2023); a figure of England for 31 "
        "March 2024 would match."
    )


# Any attribute, any pair ------------------------------------------------------------------------

NAMES = st.sampled_from(["a", "b", "c"])
ATTRIBUTES = {
    "measure": NAMES,
    "breakdown": st.sampled_from([(), (("age", "under 1"),), (("age", "1 to 4"),)]),
    "unit": NAMES,
    "period": st.sampled_from(["2021-22", "2022-23", "2023-24"]),
    "timing": st.sampled_from(["snapshot", "year"]),
    "base": st.sampled_from(["", "mid-2021", "mid-2022"]),
    "base_release": st.sampled_from(["", "cin-2023", "cin-2024"]),
    "census": st.sampled_from([2011, 2021]),
    "release": st.sampled_from(["", "cla-2023", "cla-2024"]),
    "decimals": st.integers(0, 2),
    "method": st.sampled_from(["", "computed"]),
    "summary": st.sampled_from(["mean", "median", "pooled"]),
    "definition": st.sampled_from(["One.", "Another."]),
}
FACTS = st.fixed_dictionaries(ATTRIBUTES).map(
    lambda told: Fact(value=40.0, title="Plans", area_code="E06000035", area="Medway", **told)
)


def test_every_rule_of_areas_beside_each_other_is_drawn():
    assert {rule.attribute for rule in RULES if "beside" in rule.relations} == {*ATTRIBUTES}


@given(FACTS)
def test_figures_alike_in_all_that_is_asked_pass(fact):
    others = {
        "value": 1.0,
        "area": "England",
        "area_code": "E92000001",
        "as_of": "2024",
        "status": "f",
    }
    alike(fact, replace(fact, **others))


@given(FACTS, st.sampled_from(sorted(ATTRIBUTES)), st.data())
def test_a_difference_in_any_one_is_refused_and_named(fact, attribute, draw):
    own = getattr(fact, attribute)
    other = draw.draw(ATTRIBUTES[attribute].filter(lambda value: value != own))
    rule = next(rule for rule in RULES if rule.attribute == attribute)
    said = refusal(alike, fact, replace(fact, area="England", **{attribute: other}))
    assert f"they differ in {rule.said} (" in said
    assert said.count(" against ") == 1


@given(FACTS, FACTS)
def test_two_figures_are_refused_both_ways_round_or_neither(one, other):
    def is_refused(a: Fact, b: Fact) -> bool:
        try:
            alike(a, b)
        except ValueError:
            return True
        return False

    assert is_refused(one, other) == is_refused(other, one)


def test_made_up_figures_stand_beside_the_real_ones_of_their_release(plans):
    own = plans.at("2023-24", "Medway")
    alike(own, replace(own, release=f"made-up-{own.release}"))
    assert "differ in release" in refusal(alike, own, replace(own, release="made-up-cin-2023"))


# Everywhere -------------------------------------------------------------------------------------


def mixed(measure, area="England", **other):
    """The measure with one area's rows on another basis."""
    code = "E92000001" if area == "England" else "E06000035"
    rows = measure.rows.copy()
    rows.loc[rows["area_code"] == code, [*other]] = [*other.values()]
    return measure.with_rows(rows)


@pytest.fixture(scope="module")
def unlike(plans):
    """The rate of plans, with England's and Southend's of another release than the rest."""
    england = mixed(plans, release="cin-2023")
    rows = england.rows.copy()
    rows.loc[rows["area_code"] == "E06000033", "release"] = "cin-2023"
    return england.with_rows(rows)


def facts_of(measure, *areas, year="2023-24"):
    return [measure.at(year, area) for area in areas]


CALLS = {
    "changes.between": lambda m: changes.between(*facts_of(m, "Medway", "England", year="2023-24")),
    "changes.share": lambda m: changes.share(m.at("2023-24", "Medway"), m.at("2022-23", "England")),
    "charts.findings.among": lambda m: findings.among(standing(m, "Medway", "2023-24")),
    "charts.findings.of_parts": lambda m: findings.of_parts(
        "Found", [("All", facts_of(m, "Medway", "England"))]
    ),
    "charts.findings.over_time": lambda m: findings.over_time(
        facts_of(m, "Medway"), facts_of(m, "England")
    ),
    "charts.funnel.funnel": lambda m: charts.funnel(m, "Medway", "2023-24"),
    "charts.neighbours.neighbours": lambda m: charts.neighbours(standing(m, "Medway", "2023-24")),
    "charts.stages.stages": lambda m: charts.stages(
        [m.at("2022-23", "Medway"), m.at("2023-24", "Medway")], "Steps"
    ),
    "charts.trend.trend": lambda m: charts.trend(m, "Medway", "2023-24", beside=["England"]),
    "comparisons.bands.quartile_bands": lambda m: comparisons.quartile_bands(m, "lower"),
    "comparisons.bands.quintiles": lambda m: comparisons.quintiles(m, "lower"),
    "comparisons.ranks.rank": lambda m: comparisons.rank(m, "lower"),
    "comparisons.likeness.comparable": lambda m: comparisons.comparable(
        m.with_rows(m.rows[m.rows["area_code"] == "E06000035"]), m
    ),
    "comparisons.neighbours.neighbours": lambda m: comparisons.neighbours(
        m, "Medway", ["Southend-on-Sea", "Kent"], "2023-24"
    ),
    "comparisons.standing.Standing.verdict": lambda m: standing(
        m.with_rows(m.rows[m.rows["area_code"] == "E06000035"]), "Medway", "2023-24"
    ).verdict(m.at("2023-24", "England")),
    "comparisons.standing.standing": lambda m: standing(m, "Medway", "2023-24"),
    "comparisons.verdicts.versus": lambda m: comparisons.versus(m, "E92000001"),
    "measures.likeness.alike": lambda m: alike(*facts_of(m, "Medway", "England")),
    "measures.likeness.at_each_date": lambda m: at_each_date(
        *([fact] for fact in facts_of(m, "Medway", "England"))
    ),
    "measures.likeness.require": lambda m: require(*facts_of(m, "Medway", "England"), "beside"),
    "measures.likeness.side_by_side": lambda m: side_by_side(facts_of(m, "Medway", "England")),
    "prose.movements.side": lambda m: prose.side(standing(m, "Medway", "2023-24")),
    "prose.reckoning.clear": lambda m: prose.clear(*facts_of(m, "Medway", "England")),
    "rates.printed.as_printed": lambda m: rates.as_printed(
        m, *(getattr(data.load("child_protection_plans"), n) for n in ("at_31_march", "population"))
    ),
    "tables.beside.comparison": lambda m: tables.comparison(standing(m, "Medway", "2023-24")),
    "tables.years.series": lambda m: tables.series(m, "Medway", "2023-24", beside=["England"]),
    "tables.years.years": lambda m: tables.years(
        m, ["Medway", "England"], mscp_analysis.periods.ReportingYear(2024)
    ),
}
"""Every way of setting figures beside each other, called with figures that are not alike."""

NO_COMPARISON = {
    "charts.chart.withheld": "names the years without a figure",
    "charts.findings.highest": "takes the parts of one measure at one date",
    "charts.findings.steepest": "takes the steps that charts.stages has guarded",
    "comparisons.among.by_period": "serves rank and the bands, which are called above",
    "comparisons.among.known": "checks a word",
    "comparisons.ways.control_limits": "works on plain numbers",
    "comparisons.ways.outside_limits": "serves versus, which is called above",
    "measures.likeness.is_broken": "is the guard itself",
    "measures.likeness.runs": "is the guard itself",
    "measures.rules.Rule.differs": "is the guard itself",
    "prose.appendices.terms": "explains words",
    "prose.definitions.meanings": "explains words",
    "prose.in_short.in_short": "takes the standings of key figures, which are guarded",
    "prose.movements.movement": "takes what changes.between gave",
    "prose.notes.Notes.cite": "lists sources",
    "prose.plain.since": "takes what changes.between gave",
    **dict.fromkeys(
        ["prose.records.explained", "prose.records.lacking"], "lists counts of one register"
    ),
    "prose.reckoning.heard": "takes what a register gave",
    **dict.fromkeys(
        [f"prose.tallies.{name}" for name in ("acted", "asked", "graded", "promised", "those")],
        "lists counts of one register",
    ),
    "tables.beside.revised": "takes what changes.between gave",
    "tables.headings.quantities": "names columns",
    "tables.registers.by": "parts of one area, each from the document that told it",
    "tables.headings.columns": "names columns",
    "tables.headings.with_limits": "lays out figures that series and by have set side by side",
}
"""Functions that take several figures and set none beside another, and what they do."""

SEVERAL = re.compile(
    r"\b(?:Standing|Change|Revisions)\b|(?:Sequence|Iterable|Mapping).*\b(?:Fact|Measure)\b"
)
BESIDE = {"beside", "places", "comparator", "neighbour_codes", "polarity"}


def public() -> Iterator[tuple[str, object]]:
    """Public functions and methods of the rooms in which figures meet."""
    rooms = ("changes", "comparisons", "charts", "measures", "prose", "rates", "tables")
    for found in pkgutil.walk_packages(mscp_analysis.__path__, "mscp_analysis."):
        name = found.name.removeprefix("mscp_analysis.")
        if name.split(".")[0] not in rooms:
            continue
        module = importlib.import_module(found.name)
        own = [
            each for each in vars(module).values() if getattr(each, "__module__", "") == found.name
        ]
        for each in own:
            members = vars(each).values() if inspect.isclass(each) else [each]
            for function in members:
                if inspect.isfunction(function) and not function.__name__.startswith("_"):
                    yield f"{name}.{function.__qualname__}", function


def takes_several(function) -> bool:
    parameters = inspect.signature(function).parameters.values()
    said = [str(each.annotation) for each in parameters]
    mentions = sum(len(re.findall(r"\b(?:Fact|Measure)\b", words)) for words in said)
    ranks = {each.name for each in parameters} & BESIDE
    return mentions > 1 or any(map(SEVERAL.search, said)) or bool(ranks)


def test_whatever_sets_figures_side_by_side_is_among_the_calls():
    found = {name for name, function in public() if takes_several(function)}
    assert found - {*CALLS} - {*NO_COMPARISON} == set()


@pytest.mark.parametrize("name", CALLS)
def test_every_call_refuses_figures_that_are_not_alike(name, unlike):
    said = refusal(CALLS[name], unlike)
    assert re.search(r"they differ in .+ \(.+ against .+\).*; .* would match\.", said), said


GUARDED = {rule.attribute for rule in RULES} | {"population_period", "population_release"}
ALLOWED = {
    "changes.py": "whether a figure is told twice, and how a share is titled",
    "measures/likeness.py": "is the guard itself",
    "measures/rules.py": "is the guard itself",
    "claims": "what a statement says of a figure is what is checked",
    "rates/printed.py": "finds the row that the guard is asked of",
}


def named(node: ast.AST) -> set[str]:
    return {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)} & GUARDED


def test_no_second_copy_of_such_checks_is_left():
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
                found |= {place} if named(node.left) & named(node.comparators[0]) else set()
    assert [place for place in found if not place.startswith((*ALLOWED,))] == []
