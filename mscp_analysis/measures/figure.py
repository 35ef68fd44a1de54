"""A quantity that people may state, and every value of it that a statement is held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mscp_analysis.areas import read_rules
from mscp_analysis.measures.fact import Fact
from mscp_analysis.measures.measure import Measure


@dataclass(frozen=True, eq=False)
class Figure:
    """A quantity that people may state: what it is called, and what is known of it.

    Its values are worked out when they are first asked for, since a report states few of them.

    Parameters
    ----------
    name : str
        What registers call it: ``plans_rate``.
    work_out : callable
        Gives its ``measure`` and, for a published one, ``editions``, ``count`` and ``population``.
    words : tuple of str
        How a sentence names it: ``child protection plan``.
    people : str
        Whom it counts, where it counts people of whom an area cannot have more than live there:
        ``children``; empty for anything else.
    of : str
        The breakdown that a statement may name a part of: ``agency``; empty where it has none.
    per : float
        For a rate, so many of the population.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> data.figures()["plans_rate"].measure.unit
    'per 10,000 children'
    """

    name: str
    work_out: Callable[[], Mapping[str, Measure]]
    words: tuple[str, ...] = ()
    people: str = ""
    of: str = ""
    per: float = 1.0

    @cached_property
    def _known(self) -> Mapping[str, Measure]:
        return self.work_out()

    @property
    def measure(self) -> Measure:
        """Its values as they are known now; of a register by year, and by ``of`` if any."""
        return self._known["measure"]

    @property
    def editions(self) -> Measure | None:
        """Its values in each release, the oldest first; None where no release prints them."""
        return self._known.get("editions")

    @property
    def count(self) -> Measure | None:
        """For a published rate, each release's count: what else a printed rate may stand on."""
        return self._known.get("count")

    @property
    def population(self) -> Measure | None:
        """For a published rate, each release's population: the same."""
        return self._known.get("population")

    @property
    def title(self) -> str:
        """What it is called above a table."""
        return self.measure.title

    def find(self, period: str, area: str, of: str = "") -> Fact:
        """Its value as it is known now, or why there is none.

        Parameters
        ----------
        period : str
            ``2023-24``, ``mid-2023`` or ``2023-24 Q1``.
        area : str
            Name or code.
        of : str, optional
            Which part of it.

        Returns
        -------
        Fact

        Raises
        ------
        LookupError
            If it has no such part or area.
        """
        if of and not self.of:
            raise LookupError(f"The figure {self.name} has no parts, so there is none for {of!r}.")
        return self.measure.find(period, area, **({self.of: of} if self.of else {}))


_OF_A_TABLE = {"table", "measure", "count", "population", "per", "of", "people", "words"}
_OF_A_REGISTER = {"register", "total", "where", "of", "words"}


def named(kind: str) -> dict[str, Mapping[str, Any]]:
    """What ``data/rules/figures.yaml`` says of each figure of a table, or of a register.

    Parameters
    ----------
    kind : {"table", "register"}
        Of which figures.

    Returns
    -------
    dict of str to mapping
        By the names that statements call them.

    Raises
    ------
    ValueError
        If an entry says something unknown, or lacks where its values are.

    Examples
    --------
    >>> named("register")["contributions"]["total"]
    'amount'
    """
    every = read_rules("figures.yaml", _each)
    return {name: said for name, said in every.items() if kind in said}


def _each(path: Path, every: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    for name, said in every.items():
        of_table = said.keys() <= _OF_A_TABLE and said.keys() & {"measure", "count"}
        whole = "count" not in said or {"population", "per"} <= said.keys()
        of_register = said.keys() <= _OF_A_REGISTER
        if not ("table" in said and of_table and whole) and not (
            "register" in said and of_register
        ):
            raise ValueError(
                f"{path.name}, {name}: expected either a table with a measure, or a count, its "
                f"population and per, or a register, found {', '.join(said)}; correct the entry."
            )
    return dict(every)
