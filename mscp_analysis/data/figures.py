"""The published figures that people state, each with what a statement is held against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache, partial
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
        If an entry says something unknown.

    Examples
    --------
    >>> plans = figures("2024-12-31")["plans_rate"]
    >>> plans.find("2023-24", "Medway").shown
    '42.1'
    """
    return {
        name: Figure(
            name=name,
            work_out=partial(_known, name, said, known_at),
            words=tuple(said.get("words", ())),
            people=said.get("people", ""),
            of=said.get("of", ""),
            per=float(said.get("per", 1)),
        )
        for name, said in named("table").items()
    }


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
    for each in figures().values():
        _ = each.measure


def _known(name: str, said: Mapping[str, Any], known_at: str | date | None) -> dict[str, Measure]:
    # A table that was written anew is another object: what was made of the old one is not used.
    return _worked_out(name, repr(said), held(said["table"]), known_at)


@lru_cache(maxsize=64)
def _worked_out(
    name: str, _said: str, _made_of: Held, known_at: str | date | None
) -> dict[str, Measure]:
    said = named("table")[name]
    table = load(said["table"], known_at)
    editions = {
        "editions" if part == "measure" else part: vintages(said["table"], said[part], known_at)
        for part in ("measure", "count", "population")
        if part in said
    }
    return {"measure": _measure(table, said), **editions}


def _measure(table: Any, said: Mapping[str, Any]) -> Measure:
    """The measure as a statement is held against it: rates with the intervals of their counts."""
    if "count" not in said:
        return table[said["measure"]]
    count, population = table[said["count"]], table[said["population"]]
    if "measure" in said:
        return rates.as_printed(table[said["measure"]], count, population)
    return rates.rate(count, population, per=said["per"])
