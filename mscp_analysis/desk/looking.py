"""One figure of an area and what it is read beside: in words, drawn, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from mscp_analysis import areas, changes, charts, comparisons, data, prose, tables
from mscp_analysis.desk.catalogue import BESIDE
from mscp_analysis.desk.showing import Shown
from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear, label_of, year_of
from mscp_analysis.prose import Notes
from mscp_analysis.registers import quarters

_NUMBER = "{n.title}, {place}, {n.when}: {n}"
_THERE = "In {place} it was {n} {n.when}"
_UNJUDGED = (
    "The mean of its statistical neighbours was {it}%. Without an interval nobody can say whether "
    "a difference is more than chance."
)


@dataclass(frozen=True, kw_only=True, repr=False)
class View(Shown):
    """What was chosen, and what there is to see.

    Parameters
    ----------
    area : Area
        Whose figure it is.
    year : ReportingYear
        Of which year.
    measure : Measure
        Of which measure, with its ``rows``.
    beside : str or tuple of str
        What it is set beside.

    Examples
    --------
    >>> view = look("Medway", "2023-24", "plans_rate", "earlier", known_at="2024-12-31")
    >>> view.measure.unit, view.table.caption
    ('per 10,000 children', 'Child protection plans, Medway, 2013-14 to 2023-24')
    """

    area: areas.Area
    year: ReportingYear
    measure: Measure
    beside: str | tuple[str, ...]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), "area", "beside", "measure", "year"]


def look(
    area: str | areas.Area = "Medway",
    year: str | ReportingYear = "2023-24",
    measure: str | Measure = "plans_rate",
    beside: str | Sequence[str] = "neighbours",
    known_at: str | date | None = None,
) -> View:
    """Look at one figure of an area, and at what it is read beside.

    Parameters
    ----------
    area : str or Area
        Name or code of an authority.
    year : str or ReportingYear
        The reporting year or, of a measure that is dated by days, one of these.
    measure : str or Measure
        A name that ``measures`` lists, or any measure.
    beside : str or sequence of str
        ``neighbours``, ``England`` (and the region), ``earlier`` (its own years or quarters), or
        names of other areas.
    known_at : str or datetime.date, optional
        ISO date: what was published later is left out, so that it reads as it did then.

    Returns
    -------
    View
        With ``said``, ``chart``, ``table`` and the ``measure`` itself.

    Raises
    ------
    LookupError
        If there is no such area, measure or year; the sentence says what there is.
    ValueError
        If numbers of areas of different size would be set beside each other.

    Examples
    --------
    >>> print(look("Medway", "2023-24", "plans_rate", known_at="2024-12-31").said[0])
    Child protection plans per 10,000 children, Medway, on 31 March 2024: 42.1 (interval 37.4 \
to 47.4), similar to England (41.6) and the South East (37.8), and higher than the mean of 10 \
statistical neighbours (36.1).
    """
    place = areas.find(area)
    chosen = _readable(measure if isinstance(measure, Measure) else data.figure(measure, known_at))
    period = _period(chosen, label_of(year))
    others = beside if isinstance(beside, str) else tuple(beside)
    if others != "earlier":
        _refuse_sizes(chosen)
    if chosen.timing != "quarter":
        chosen.at(period, place.code)  # Says which years there are.
    shown = _over_quarters if chosen.timing == "quarter" else _over_years
    shown = _among if others == "neighbours" else shown
    seen = shown(chosen, place, period, others)
    return View(area=place, year=year_of(period), measure=chosen, beside=others, **seen)


def _readable(measure: Measure) -> Measure:
    """A percentage that is called one, so that it moves by percentage points."""
    return replace(measure, unit="%") if measure.unit == "per cent" else measure


def _period(measure: Measure, label: str) -> str:
    """The period of a measure that is asked for: of days of its own, the last one of the year."""
    year = year_of(label)
    if label != year.label or label in measure.periods:
        return label
    if measure.timing == "mid-year":
        return year.mid_year
    dated = [each for each in measure.periods if each.count("-") == 2]
    days = [each for each in dated if year_of(each) == year]
    return days[-1] if days else label


def _refuse_sizes(measure: Measure) -> None:
    if measure.unit != "%" and "per " not in measure.unit:  # cases per worker, too
        raise ValueError(
            f"{measure.title}: this is a number of {measure.unit}, and areas are of different "
            "size. Set it beside 'earlier' figures of its own, or choose a rate or a percentage."
        )


def _among(measure: Measure, place: areas.Area, period: str, _: Any) -> dict[str, Any]:
    """The area among its statistical neighbours in one year."""
    notes, standing = Notes(), comparisons.standing(measure, place, period)
    judged, unit = standing.fact.lower is not None, _sign(measure)
    words = f"{unit} (interval {{n.interval}}), {{side}}." if judged else f"{unit}. {_UNJUDGED}"
    parts = {"side": prose.side(standing)} if judged else {"it": standing.mean}
    said = [
        notes.say(_NUMBER + words, n=standing.fact, place=place, **parts),
        notes.say(
            f"Among the neighbours it ran from {{low}}{unit} in {{low.area}} to {{high}}{unit} in "
            f"{{high.area}} {{median.when}}; their median was {{median}}{unit}.",
            otherwise="There is no figure of statistical neighbours to compare with {median.when}.",
            low=standing.lowest,
            high=standing.highest,
            median=standing.median,
        ),
    ]
    said += _without(notes, standing, place, period)
    return _cited(notes, charts.neighbours(standing), tables.comparison(standing), said)


def _without(
    notes: Notes, standing: comparisons.Standing, place: areas.Area, period: str
) -> list[Any]:
    """Which neighbours have no figure, where others have one."""
    known = {fact.area_code for fact in standing.neighbours if fact.value is not None}
    if not known:
        return []
    listed = areas.neighbours(place, year_of(period))
    names = [each.name for each in listed if each.code not in known]
    has = "has" if len(names) == 1 else "have"
    words = f"Of its statistical neighbours, {{names}} {has} no figure {{n.when}}."
    return [notes.say(words, names=names, n=standing.fact)] if names else []


def _over_years(
    measure: Measure, place: areas.Area, period: str, others: str | Sequence[str]
) -> dict[str, Any]:
    """The area over the years, with lines for others."""
    notes, beside = Notes(), _names(place, others)
    said = [_moved(notes, measure, place.code, period, _NUMBER)]
    said += [_moved(notes, measure, code, period, _THERE) for code in beside]
    chart = charts.trend(measure, place.code, period, beside=beside)
    figures = tables.series([measure], place.code, period, beside=beside)
    return _cited(notes, chart, figures, said)


def _over_quarters(measure: Measure, place: areas.Area, period: str, _: Any) -> dict[str, Any]:
    """The quarters to the end of a year as a control chart."""
    year = year_of(period)
    notes, recent = Notes(), quarters.latest(measure, place, year)
    said = notes.say(
        _NUMBER + ". Among the quarters shown, that is {variation}.",
        n=recent.now,
        place=place,
        variation=prose.variation(recent),
    )
    chart = charts.control(measure, place, year)
    return _cited(notes, chart, tables.series(measure, place.code, year, years=24), [said])


def _moved(notes: Notes, measure: Measure, code: str, period: str, words: str) -> Any:
    """What the figure of one area is, and how it moved since the year before."""
    return notes.say(
        words.replace("{n}", f"{{n}}{_sign(measure)}") + ", {movement}.",
        n=measure.find(period, code),
        place=areas.find(code),
        movement=prose.movement(changes.change(measure, code, period)),
    )


def _sign(measure: Measure) -> str:
    return "%" if measure.unit == "%" else ""


def _names(place: areas.Area, others: str | Sequence[str]) -> list[str]:
    """The areas to draw beside one, by code."""
    if others == "earlier":
        return []
    if others == "England":
        return [*filter(None, [place.region_code]), areas.ENGLAND]
    try:
        return [areas.find(each).code for each in ([others] if isinstance(others, str) else others)]
    except LookupError as unknown:
        raise LookupError(_no_such(others, unknown)) from None


def _no_such(others: str | Sequence[str], unknown: LookupError) -> str:
    near = get_close_matches(others, BESIDE, n=1) if isinstance(others, str) else []
    if near:
        return f"beside: there is no {others!r}; did you mean {near[0]!r}?"
    return f"beside: {', '.join(BESIDE)}, or an area. {unknown}"


def _cited(notes: Notes, chart: Any, figures: tables.Table, said: list[Any]) -> dict[str, Any]:
    notes.show(chart, figures=figures)
    return {"chart": chart, "table": figures, "said": tuple(said), "notes": notes}
