"""What the columns and captions of tables are called."""

from __future__ import annotations

from collections.abc import Sequence

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.tables.table import Cell


def quantity(measure: Measure) -> str:
    """The title of what was counted, whether as a number or as a rate."""
    per = measure.unit if measure.unit.startswith("per ") else "percentage"
    return measure.title.removesuffix(f", {per}").removesuffix(f" {per}")


def quantities(measures: Sequence[Measure]) -> str:
    """The titles of several measures in one: the later ones without their capital."""
    first, *others = dict.fromkeys(map(quantity, measures))
    words = [first, *(other[:1].lower() + other[1:] for other in others)]
    return " and ".join([", ".join(words[:-1]), words[-1]] if others else words)


def span(periods: Sequence[str]) -> str:
    """The years of a caption: from the first to the last, or the only one."""
    ends = list(dict.fromkeys([*periods[:1], *periods[-1:]]))
    return "".join([", ", " to ".join(ends)]) if ends else ""


def unit(words: str) -> str:
    """The heading of a column of figures in a unit: ``Number of children``."""
    if words == "%":
        return "Percentage"
    if words == "pounds":
        return "Amount in pounds"
    return f"Rate {words}" if words.startswith("per") else f"Number of {words}"


def has_interval(measure: Measure) -> bool:
    """Whether a column of intervals goes with the figures."""
    return "lower" in measure.rows


def columns(measures: Sequence[Measure]) -> tuple[str, ...]:
    """The columns of several measures: their titles where these differ, and their intervals."""
    titled = len({quantity(measure) for measure in measures}) > 1
    heads: list[str] = []
    for measure in measures:
        heads += [measure.title if titled else unit(measure.unit)]
        heads += ["Interval"] if has_interval(measure) else []
    return tuple(heads)


def with_limits(facts: Sequence[Fact], measures: Sequence[Measure]) -> tuple[Cell, ...]:
    """The cells below ``columns``, of one fact a measure."""
    cells: list[Cell] = []
    for fact, measure in zip(facts, measures, strict=True):
        cells += [fact, limits(fact)] if has_interval(measure) else [fact]
    return tuple(cells)


def limits(fact: Fact) -> Cell:
    """The cell of an interval: two limits, the marker of the figure, or nothing."""
    return fact.limits if fact.lower is not None or fact.marker else ""


def released(measure: Measure, release: str) -> str:
    """When a release that a measure was read from was published, in words."""
    source = next(source for source in measure.sources if source.release == release)
    return source.published_in_words
