"""What a figure that differs from the one held may be instead, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mscp_analysis import areas
from mscp_analysis.claims.beside import at_mid_year
from mscp_analysis.claims.findings import POINTS, Finding
from mscp_analysis.claims.rules import years
from mscp_analysis.claims.rules.question import Question
from mscp_analysis.comparisons import neighbours, standing
from mscp_analysis.measures import Fact
from mscp_analysis.periods import ReportingYear


def earlier_release(asked: Question) -> Finding | None:
    """The figure of an earlier release, revised since."""
    every = [*_in_releases(asked)]
    first = next((place for place, then in enumerate(every) if asked.is_it(then)), None)
    if first is None:
        return None
    then, said = every[first], asked.said
    between = [f for f in every[first + 1 :] if f.shown not in {then.shown, asked.now.shown}]
    unit = POINTS if asked.is_share else None
    by = said.fact(abs(asked.now.number - then.number), unit, asked.now.decimals)
    facts = {"then": then, "by": by, "more": "more" if asked.now.number > then.number else "less"}
    words = "It is the {then} of an earlier release; now it is {now}, {by} {more}."
    if between:
        words = "It is the {then} of an earlier release, which was revised to {between} and is"
        words += " {now} now, {by} {more}."
        return asked.finding("superseded", words, between=between, **facts)
    return asked.finding("superseded", words, **facts)


def _in_releases(asked: Question, period: str = "") -> Iterator[Fact]:
    when = period or asked.said.dated
    for edition in asked.beside.editions(asked.figure):
        try:
            then = asked.beside.of(asked.figure, asked.said, when, edition)
        except ValueError:  # A release that mixed populations has no mean of neighbours.
            continue
        if then.value is not None:
            yield then


def own_population(asked: Question) -> Finding | None:
    """A rate worked out by the report itself over a population that the official rate is not of."""
    formula = asked.said.formula
    if formula is None or formula.called != "rate" or len(formula.ids) != 2:
        return None
    base = asked.beside.statements[formula.ids[1]]
    used = at_mid_year(base.dated)
    if not asked.now.base or used in {"", asked.now.base} or base.number is None:
        return None
    words = "It stands on the {base} children of {base.period}; the official rate, over"
    words += " those of another mid-year, is {now}."
    return asked.finding("another_population", words, base=base.fact())


def another_period(asked: Question) -> Finding | None:
    """The same figure of a year nearby."""
    said = asked.said
    for when in _nearby(asked):
        other = asked.beside.held(said, when)
        if other is not None and asked.is_it(other):
            return _of_period(asked, other, "of")
    return None


def another_period_then(asked: Question) -> Finding | None:
    """The figure of a year nearby as an earlier release had it."""
    if asked.figure.of or not asked.is_telling:
        return None
    for when in _nearby(asked):
        for place, other in enumerate(_in_releases(asked, when)):
            if asked.is_it(other):
                how = "that an earlier release had for" if place else "first published for"
                return _of_period(asked, other, how)
    return None


def _of_period(asked: Question, other: Fact, how: str) -> Finding:
    """That a figure is of another period; of a comparator also what it may be compared with."""
    said, beside = asked.said, asked.beside
    if not years.is_comparator(said, beside):
        words = "It is the {other} " + how + " {other.period}; for {now.period} the data held have"
        return asked.finding("another_date", words + " {now}.", other=other)
    more, facts = years.like_for_like(said, beside, other.period, asked.fits)
    words = "It stands for {year} and is the {other} " + how + " {other.period}." + more
    facts = {"other": other, "year": said.year, **facts}
    return asked.finding("comparator_of_another_year", words, **facts)


def another_summary(asked: Question) -> Finding | None:
    """The median or the pooled figure of statistical neighbours in place of their mean."""
    if not asked.said.of_neighbours:
        return None
    place, when = asked.said.own, asked.now.period
    found = standing(asked.figure.measure, place, when)
    if asked.is_it(found.median):
        words = "It is the median of the neighbours, {other}; their mean is {now}."
        return asked.finding("another_method", words, other=found.median)
    codes = [fact.area_code for fact in found.neighbours]
    try:
        pooled = neighbours(asked.figure.measure, place.code, codes, when, "pooled").value
    except ValueError:  # Counts and populations are not held.
        return None
    if not asked.fits(pooled):
        return None
    other = asked.said.fact(pooled, decimals=asked.now.decimals)
    words = "It is the figure of all neighbours taken together, {other}; their mean is {now}."
    return asked.finding("another_method", words, other=other)


def another_base(asked: Question) -> Finding | None:
    """A count of some release over a population of another mid-year or release."""
    if asked.said.of_neighbours:
        return None
    for count in _counts(asked):
        for base in _populations(asked):
            if count.value is None or base.value is None:
                continue
            if asked.fits(count.value / base.value * asked.figure.per):
                words = "It is {count} over the {base} children of {base.period}; the official"
                words += " rate stands on another population and is {now}."
                return asked.finding("another_population", words, count=count, base=base)
    return None


def another_area(asked: Question) -> Finding | None:
    """The figure of England, the region or a neighbour, where it is that of just one of them."""
    said, beside = asked.said, asked.beside
    if not asked.is_telling:
        return None
    found = [
        fact for fact in _elsewhere(asked) if asked.is_it(fact) and fact.area != asked.now.area
    ]
    if len(found) != 1:
        return None
    words = "It is the {other} of {other.area}; the data held have {now} for {now.area}."
    return Finding(said, "another_area", words, {"now": beside.held(said), "other": found[0]})


def _nearby(asked: Question) -> list[str]:
    """The periods around that of the statement, the nearest first and of two the earlier."""
    measure, period = asked.figure.measure, asked.said.dated
    if measure.timing == "mid-year":
        period = at_mid_year(period)
    around = asked.beside.limits.years_around
    periods = sorted({*measure.periods, period})
    place = periods.index(period)
    near = periods[max(place - around, 0) : place + around + 1]
    near.sort(key=lambda each: abs(periods.index(each) - place))
    return [each for each in near if each != period]


def _counts(asked: Question) -> Iterator[Fact]:
    count = asked.figure.count
    if count is None:
        return
    rows = count.of(asked.said.place.code)
    rows = rows[rows["period"] == asked.now.period].drop_duplicates("value")
    for position in range(len(rows)):
        one = count.with_rows(rows.iloc[[position]])
        yield one.find(asked.now.period, asked.said.place.code)


def _populations(asked: Question) -> Iterator[Fact]:
    """Each population of the year and of those around it, those of the year itself first."""
    known = asked.beside.figures.get("population")
    if asked.figure.population is None or known is None or known.editions is None:
        return
    ends = ReportingYear.parse(asked.now.period).ends
    rows = known.editions.of(asked.said.place.code)
    for year in (ends, ends - 1, ends + 1, ends - 2):
        mid_year = ReportingYear(year).mid_year
        found = rows[rows["period"] == mid_year].drop_duplicates("value")
        for position in range(len(found)):
            one = known.editions.with_rows(found.iloc[[position]])
            yield one.find(mid_year, asked.said.place.code)


def _elsewhere(asked: Question) -> Iterator[Fact]:
    figure, own, when = asked.figure, asked.said.own, asked.now.period
    part = {figure.of: asked.beside.part(figure, asked.said)} if figure.of else {}
    if figure.editions is None and figure.count is None:
        return  # A register knows its own partnership alone.
    is_count = not asked.is_share and not asked.now.unit.startswith("per ")
    if not figure.of and not is_count and when in figure.measure.periods:
        found = standing(figure.measure, own, when)
        yield from (found.fact, *found.comparators, *found.neighbours)
        return
    for code in (own.code, areas.ENGLAND, own.region_code):
        if code:
            yield figure.measure.find(when, code, **part)


EXPLANATIONS: tuple[Callable[[Question], Finding | None], ...] = (
    earlier_release,
    own_population,
    another_period,
    another_period_then,
    another_summary,
    another_base,
    another_area,
)
"""Every explanation, in the order in which they are tried."""
