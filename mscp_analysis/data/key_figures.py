"""The few figures that stand first in a report: each with its change and what it stands beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mscp_analysis import areas, rates
from mscp_analysis.areas import Area
from mscp_analysis.changes import Change, change
from mscp_analysis.comparisons.standing import Standing, standing
from mscp_analysis.data.collection import Measures
from mscp_analysis.data.loading import load
from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear

_KNOWN = {
    "name",
    "table",
    "count",
    "population",
    "printed",
    "part",
    "whole",
    "of",
    "where",
    "register",
}


@dataclass(frozen=True, eq=False)
class KeyFigure:
    """One of the figures that stand first in a report.

    Parameters
    ----------
    name : str
        How a sentence calls it, in small letters.
    change : Change
        This year's number and the last year's, and the word that the two bear.
    beside : Standing or None
        The rate or share, and what it stands beside; None of a figure that is not compared.
    rate : Change or None
        The change of the rate or share, which may go another way than the number does.
    polarity : {"lower", "higher"} or None
        Which way is better for the rate or share; None where nobody can say.
    of : str
        Of what it is a share.
    """

    name: str
    change: Change
    beside: Standing | None = None
    rate: Change | None = None
    polarity: str | None = None
    of: str = ""

    @property
    def decides(self) -> str:
        """Which of the two is judged: the ``number``, the ``share``, or ``both`` by themselves.

        Where number and rate go the same way and the change of only one is more than chance,
        the number decides, and of a share the one that clearly changed: one thing that happened
        is told once. Where they go opposite ways both are told.
        """
        if self.rate is None:
            return "number"
        moves = [self.change.direction, self.rate.direction]
        ways = [each.difference.value or 0.0 for each in (self.change, self.rate)]
        if "unchanged" not in moves or not {"rose", "fell"} & {*moves} or ways[0] * ways[1] <= 0:
            return "both"
        return "share" if self.of and moves[0] == "unchanged" else "number"

    @property
    def judged(self) -> str:
        """``worse`` or ``better``, where the share rose or fell and one way is the better one."""
        told = self.change if self.rate is None else self.rate
        by_itself = self.rate is None or self.decides != "number"
        moved = {"rose": "higher", "fell": "lower"}.get(told.direction) if by_itself else None
        if self.polarity is None or moved is None:
            return ""
        return "better" if moved == self.polarity else "worse"


def key_figures(
    area: str | Area,
    year: str | ReportingYear,
    known_at: str | date | None = None,
    **given: Measure,
) -> tuple[KeyFigure, ...]:
    """The figures that ``data/rules/key_figures.yaml`` names, of an area and year.

    Parameters
    ----------
    area : str or Area
        Name or code.
    year : str or ReportingYear
        The reporting year.
    known_at : str or datetime.date, optional
        ISO date; by default everything held is known.
    **given : Measure
        Numbers of the partnership's registers, by the names that the file has for them.

    Returns
    -------
    tuple of KeyFigure
        In the order of the file; a register's number that was not given is left out.

    Raises
    ------
    ValueError
        If an entry of the file says something unknown.

    Examples
    --------
    >>> plans, *_ = key_figures("Medway", "2023-24", "2024-12-31")
    >>> plans.change.now.shown, plans.change.direction, plans.beside.mean.shown
    ('281', 'unchanged', '36.1')
    """
    place = area if isinstance(area, Area) else areas.find(area)
    label = ReportingYear.parse(year)
    path = areas.shelf("rules") / "key_figures.yaml"
    entries = areas.read_yaml(path)
    for said in entries:
        _check(path.name, said)
    told = [said for said in entries if said.get("register") is None or said["register"] in given]
    return tuple(_figure(said, place, label, known_at, given) for said in told)


def _figure(
    said: Mapping[str, Any],
    place: Area,
    year: ReportingYear,
    known_at: str | date | None,
    given: Mapping[str, Measure],
) -> KeyFigure:
    if "register" in said:
        return KeyFigure(said["name"], change(given[said["register"]], place.code, year))
    table = load(said["table"], known_at)
    count = _of(table, said, "part" if "part" in said else "count")
    period = year.mid_year if count.timing == "mid-year" else year.label
    moved = change(count, place.code, period)
    if not {"population", "part"} & said.keys():
        return KeyFigure(said["name"], moved)
    rate = _share(table, said) if "part" in said else _rate(table, said, count)
    beside, of_rate = standing(rate, place, year), change(rate, place.code, year)
    return KeyFigure(said["name"], moved, beside, of_rate, rate.polarity, said.get("of", ""))


def _of(table: Measures, said: Mapping[str, Any], which: str) -> Measure:
    measure = table[said[which]]
    return measure.where(**said["where"]) if "where" in said else measure


def _rate(table: Measures, said: Mapping[str, Any], count: Measure) -> Measure:
    population = table[said["population"]]
    if "printed" not in said:
        return rates.rate(count, population)
    return rates.as_printed(table[said["printed"]], count, population)


def _share(table: Measures, said: Mapping[str, Any]) -> Measure:
    """A share with its interval; where the publisher prints it, as it was printed."""
    worked_out = rates.proportion(_of(table, said, "part"), table[said["whole"]])
    if "printed" not in said:
        return worked_out
    printed, keys = table[said["printed"]], ["period", "area_code"]
    limits = worked_out.rows[[*keys, "lower", "upper"]]
    rows = printed.rows.merge(limits, on=keys, how="left", validate="one_to_one")
    rows.loc[rows["value"].isna(), ["lower", "upper"]] = None
    return replace(printed, rows=rows, unit="%", title=worked_out.title)


def _check(name: str, said: Mapping[str, Any]) -> None:
    ways = [way for way in ("count", "part", "register") if way in said]
    whole = "part" not in said or {"whole", "of"} <= said.keys()
    if not (said.keys() <= _KNOWN and "name" in said and len(ways) == 1 and whole):
        raise ValueError(
            f"{name}, the figure {said.get('name', said)!r}: expected a name, and either count, "
            f"or part, whole and of, or register, with {', '.join(sorted(_KNOWN))}; correct it."
        )
