"""A quantity that people may state, and every value of it that a statement is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mscp_analysis.measures.fact import Fact
from mscp_analysis.measures.measure import Measure

_OF_A_RATE = ("measure", "title", "unit", "decimals")


@dataclass(frozen=True, eq=False)
class Figure:
    """A quantity that people may state: what it is called, and what is known of it.

    Parameters
    ----------
    name : str
        What registers call it: ``plans_rate``.
    measure : Measure
        Its values as they are known now; of a register, one a year, by ``of`` where it has parts.
    words : tuple of str
        How a sentence names it: ``child protection plan``.
    people : str
        Whom it counts, where it counts people of whom an area cannot have more than live there:
        ``children``; empty for anything else.
    of : str
        The breakdown that a statement may name a part of: ``agency``; empty where it has none.
    editions : Measure or None
        Its values in each release, the oldest first; None for a register.
    count, population : Measure or None
        For a rate, each release's count and population: what else a printed rate may stand on.
    per : float
        For a rate, so many of the population.
    standing : bool
        Whether it is set beside the mean of statistical neighbours.
    """

    name: str
    measure: Measure
    words: tuple[str, ...] = ()
    people: str = ""
    of: str = ""
    editions: Measure | None = None
    count: Measure | None = None
    population: Measure | None = None
    per: float = 1.0
    standing: bool = False

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

    def in_releases(self, period: str, area: str, of: str = "") -> Iterator[Fact]:
        """Its value in each release that gives it, the oldest first.

        A rate that is worked out has in each release the count and the population of that
        release.
        """
        editions = self.editions if self.editions is not None else self.count
        if editions is None:
            return
        for release in dict.fromkeys(editions.rows["release"]):
            fact = self._in_release(editions, release, period, area, of)
            if self.editions is None and fact.value is not None and self.population is not None:
                base = self._in_release(self.population, release, period, area)
                now = self.find(period, area)
                if base.value is None:
                    continue
                fact = replace(
                    fact,
                    value=fact.value / base.value * self.per,
                    **{name: getattr(now, name) for name in _OF_A_RATE},
                )
            if fact.value is not None:
                yield fact

    def _in_release(
        self, editions: Measure, release: str, period: str, area: str, of: str = ""
    ) -> Fact:
        rows = editions.rows
        one = editions.with_rows(rows[rows["release"] == release])
        return one.find(period, area, **({self.of: of} if of else {}))
