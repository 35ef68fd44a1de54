"""The published figures that people state, each with what a statement is held against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from mscp_analysis import rates
from mscp_analysis.data.held import Held, held, shipped
from mscp_analysis.data.loading import load, vintages
from mscp_analysis.measures import Figure, Measure, named


def figures(known_at: str | date | None = None) -> dict[str, Figure]:
    """Every published figure that ``data/rules/figures.yaml`` names, as known at a date.

    Parameters
    ----------
    known_at : str or datetime.date, optional
        ISO date; by default everything held is known.

    Returns
    -------
    dict of str to Figure
        By the name that a statement calls it.

    Raises
    ------
    ValueError
        If an entry names a table or measure that there is not.

    Examples
    --------
    >>> plans = figures("2024-12-31")["plans_rate"]
    >>> plans.find("2023-24", "Medway").shown
    '42.1'
    """
    # A table that was written anew is another object: what was made from the old one is not used.
    every = named("table")
    made_from = tuple(dict.fromkeys(held(said["table"]) for said in every.values()))
    return dict(_figures(repr(every), made_from, known_at))


def figure(name: str, known_at: str | date | None = None) -> Measure:
    """The values of one of these figures as known at a date, without those of each release.

    Parameters
    ----------
    name : str
        As ``data/rules/figures.yaml`` has it: ``plans_rate``.
    known_at : str or datetime.date, optional
        ISO date; by default everything held is known.

    Returns
    -------
    Measure

    Raises
    ------
    LookupError
        If there is no such figure; the sentence names the nearest.

    Examples
    --------
    >>> figure("plans_rate", "2024-12-31").at("2023-24", "Medway").shown
    '42.1'
    """
    every = named("table")
    if name not in every:
        near = get_close_matches(name, every, n=2, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        raise LookupError(f"There is no figure {name!r}: {hint}There are {', '.join(every)}.")
    return _measure(load(every[name]["table"], known_at), every[name])


def read_ahead() -> None:
    """Read every published table, and work out every figure of them, as they are known now.

    A process from which others are forked does so for all of them, before any asks for one.
    """
    for name in shipped():
        load(name)
    figures()


@lru_cache(maxsize=4)
def _figures(
    _said: str, _made_from: tuple[Held, ...], known_at: str | date | None
) -> dict[str, Figure]:
    return {name: _figure(name, said, known_at) for name, said in named("table").items()}


def _figure(name: str, said: Mapping[str, Any], known_at: str | date | None) -> Figure:
    of = said.get("of", "")
    table = load(said["table"], known_at)
    every = {
        part: vintages(said["table"], said[part], known_at)
        for part in ("measure", "count", "population")
        if part in said
    }
    return Figure(
        name=name,
        measure=_measure(table, said),
        words=tuple(said.get("words", ())),
        people=said.get("people", ""),
        of=of,
        editions=every.get("measure"),
        count=every.get("count"),
        population=every.get("population"),
        per=float(said.get("per", 1)),
    )


def _measure(table: Any, said: Mapping[str, Any]) -> Measure:
    """The measure as a statement is held against it: rates with the intervals of their counts."""
    if "count" not in said:
        return table[said["measure"]]
    count, population = table[said["count"]], table[said["population"]]
    if "measure" in said:
        return rates.as_printed(table[said["measure"]], count, population)
    return rates.rate(count, population, per=said["per"])
