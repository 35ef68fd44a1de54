"""The authorities of England in three groups of as equal a number as can be."""

from __future__ import annotations

from dataclasses import dataclass

from mscp_analysis import areas
from mscp_analysis.comparisons.bands import quantile
from mscp_analysis.comparisons.likeness import of_one_kind
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear

NAMES = ("lowest third", "middle third", "highest third")


@dataclass(frozen=True)
class Thirds:
    """Every authority of a year by its figure: the lowest third, the middle one, the highest.

    Parameters
    ----------
    title : str
        What is measured.
    period : str
        The year.
    groups : tuple of tuple of Fact
        In the order of ``NAMES``; within each the lowest figure first.
    missing : tuple of Fact
        Authorities without a figure, each with the reason.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march_rate
    >>> len(thirds(plans, "2021-22").groups)
    3
    """

    title: str
    period: str
    groups: tuple[tuple[Fact, ...], ...]
    missing: tuple[Fact, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every authority: those with a figure from the lowest, then those without."""
        return (*(fact for group in self.groups for fact in group), *self.missing)

    def of(self, code: str) -> str:
        """Which third an authority is in; empty where it has no figure.

        Parameters
        ----------
        code : str
            Its ONS code.
        """
        for name, group in zip(NAMES, self.groups, strict=True):
            if any(fact.area_code == code for fact in group):
                return name
        return ""


def thirds(measure: Measure, year: str | ReportingYear) -> Thirds:
    """The authorities of a year in three groups, by rank.

    Parameters
    ----------
    measure : Measure
        A rate or percentage with published figures of the authorities, and no breakdown left to
        choose.
    year : str or ReportingYear
        Reporting year.

    Returns
    -------
    Thirds
        The bands are those of ``quantile``: authorities with the same figure are in the same
        third. What is withheld or missing is in none.

    Raises
    ------
    ValueError
        If it is a number, which tells the size of an authority first; if fewer than half of the
        authorities have a figure, since their thirds would say nothing of England; or if the
        figures are of several releases or populations.

    Examples
    --------
    >>> from mscp_analysis import data, rates
    >>> plans = data.load("child_protection_plans")
    >>> found = thirds(rates.rate(plans.at_31_march, plans.population), "2023-24")
    >>> [len(group) for group in found.groups], found.of("E06000035")
    ([51, 50, 50], 'middle third')
    """
    label = ReportingYear.parse(year).label
    if measure.unit != "%" and not measure.unit.startswith("per "):
        raise ValueError(
            f"{measure.title}: this is a number of {measure.unit}, and authorities are of "
            "different size: choose a rate or a percentage."
        )
    facts = [measure.find(label, area.code) for area in areas.authorities(label)]
    known = sorted((fact for fact in facts if fact.value is not None), key=_order)
    if 2 * len(known) < len(facts):
        raise ValueError(
            f"{measure.title}, {label}: {len(known)} of {len(facts)} authorities have a figure; "
            "expected a published measure of every authority: take one from data.load."
        )
    of_one_kind(measure, label, [fact.area_code for fact in known])
    band = quantile([fact.number for fact in known], len(NAMES))
    groups = tuple(
        tuple(fact for fact, own in zip(known, band, strict=True) if own == number)
        for number in range(1, len(NAMES) + 1)
    )
    missing = tuple(fact for fact in facts if fact.value is None)
    return Thirds(title=measure.title, period=label, groups=groups, missing=missing)


def _order(fact: Fact) -> tuple[float, str]:
    return fact.number, fact.area
