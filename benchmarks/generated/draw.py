"""Draw an authority, a year and a figure, the same again from the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

from generated import published
from generated.case import Ambiguous, Missing, printed
from generated.published import ENGLAND, Quantity

NEIGHBOURS = "statistical neighbours"
"""What the column ``area`` says of their mean."""
T = TypeVar("T")


class Draw:
    """One draw: an authority and a year of its report, and what is published of them.

    Parameters
    ----------
    chance : random.Random
        Where chance comes from.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.code = chance.choice(sorted(published.authorities()))
        self.name, self.region, opened = published.authorities()[self.code]
        self.year = chance.choice(published.YEARS)
        self.first = int(self.year[:4])
        if opened > f"{self.first}-04-01":
            raise Ambiguous("the authority was not there yet")

    def one(self, of: Sequence[T]) -> T:
        """One of several; there must be one."""
        if not of:
            raise Ambiguous("nothing that differs is left to choose from")
        return self.chance.choice(of)

    def value(self, quantity: Quantity, year: str = "", code: str = "") -> Fraction:
        """What is published of a figure now; of the drawn authority and year unless told."""
        found = published.now(quantity, year or self.year, code or self.code)
        if found is None or not found:
            raise Missing
        return found

    def neighbours(self, quantity: Quantity, year: str = "") -> Fraction:
        """The mean of the statistical neighbours, if all ten have a value."""
        found = published.of_neighbours(quantity, year or self.year, self.code)
        if found is None:
            raise Missing
        return found

    def another(self) -> str:
        """Code of another authority."""
        return self.one([code for code in sorted(published.authorities()) if code != self.code])

    def beside(self, quantity: Quantity, year: str = "") -> tuple[str, Fraction]:
        """England, the region or the neighbours, as the column ``area`` calls them, and a value."""
        whom = self.one(("England", "region", "neighbours"))
        if whom == "neighbours":
            return NEIGHBOURS, self.neighbours(quantity, year)
        code = ENGLAND if whom == "England" else self.region
        return published.names()[code], self.value(quantity, year, code)

    def meanings(self, quantity: Quantity, area: str = "") -> dict[str, set[str]]:
        """What a number of an area could be, by the number as it is printed.

        The area is the authority itself, or as the column ``area`` calls it.
        """
        found: dict[str, set[str]] = {}

        def may_be(values: Iterable[Fraction | None], meaning: str) -> None:
            for value in values:
                if value is not None:
                    found.setdefault(printed(value, quantity.decimals), set()).add(meaning)

        for year in (published.before(self.year, back) for back in range(-3, 7)):
            now, before = self._of(quantity, year, area)
            dated = "another date" if year != self.year else ""
            may_be([now], dated or "the figure itself")
            may_be([value for value in before if value != now], dated or "an earlier release")
        may_be((value for _, value in self.elsewhere(quantity, area)), "another area")
        if area == NEIGHBOURS:
            otherwise = published.neighbours_otherwise(quantity, self.year, self.code)
            may_be(otherwise, "another method")
        if not area:
            may_be(self.over_populations(quantity).values(), "another population")
        return found

    def elsewhere(self, quantity: Quantity, area: str = "") -> list[tuple[str, Fraction]]:
        """The values of the authority and of everybody it is compared with, but of one of them."""
        codes = (self.code, ENGLAND, self.region, *published.neighbours(self.code))
        each = [(published.names()[code], self._of(quantity, self.year, code)[0]) for code in codes]
        each.append((NEIGHBOURS, self._of(quantity, self.year, NEIGHBOURS)[0]))
        return [(name, value) for name, value in each if value and name != (area or self.name)]

    def _of(
        self, quantity: Quantity, year: str, area: str
    ) -> tuple[Fraction | None, list[Fraction]]:
        """The value of an area now, and in every release."""
        if area == NEIGHBOURS:
            before = published.neighbours_before(quantity, year, self.code)
            return published.of_neighbours(quantity, year, self.code), before
        code = published.codes().get(area, area) or self.code
        held = published.releases(quantity, year, code)
        return published.now(quantity, year, code), list(held.values())

    def over_populations(self, quantity: Quantity) -> dict[tuple[int, str], Fraction]:
        """A rate over each estimate of each mid-year near it, by mid-year and release."""
        held = published.table(quantity.table).get("at_31_march", {}).get((self.year, self.code))
        count = list(held.values())[-1] if held and quantity.unit == published.PER else None
        if count is None:
            return {}
        return {
            (mid_year, release): count / people * 10000
            for mid_year in range(self.first - 3, self.first + 2)
            for release, people in published.populations(self.code, mid_year).items()
        }
