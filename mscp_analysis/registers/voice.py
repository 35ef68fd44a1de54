"""Who was heard: people only where so many people can have been heard, and each of them once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mscp_analysis import changes
from mscp_analysis.changes import Change
from mscp_analysis.measures import Fact
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column
from mscp_analysis.sources import join

UNITS = ("people", "families", "contacts", "ballots")
"""What may have been counted, the ones who are told apart first."""

TOO_MANY = "More than all the children who live here"
TWICE = "One person may be counted twice"


@dataclass(frozen=True)
class Heard:
    """A figure given as people that cannot be people.

    Parameters
    ----------
    number : Fact
        The figure, titled with its activity.
    children : Fact
        How many children live in the area.
    percent : Fact
        The figure as a percentage of them.
    """

    number: Fact
    children: Fact
    percent: Fact


def counted(voice: Register, children: Fact) -> Register:
    """Each activity with what its figure may be called.

    What was given as people is called contacts where there are more than children live in the
    area, or where one person may have been counted twice.

    Parameters
    ----------
    voice : Register
        The register ``voice``.
    children : Fact
        How many children live in the area; where it is missing, no figure is above it.

    Returns
    -------
    Register
        With ``unit`` set right and a further column ``why``, the rows of a unit together.

    Examples
    --------
    >>> from mscp_analysis import data, registers
    >>> children = data.load("population").children.at("mid-2023", "Medway")
    >>> heard = counted(registers.open("Medway", "2023-24").voice, children)
    >>> heard.where(unit="contacts").rows[["activity", "why"]].to_numpy().tolist()
    [['Child Friendly Medway', 'More than all the children who live here']]
    """
    rows = voice.rows
    people = rows["unit"] == "people"
    many, twice = people & (rows["n"] > children.number), people & (rows["may_repeat"] == "yes")
    why = rows["unit"].where(many | twice, "").mask(twice, TWICE).mask(many, TOO_MANY)
    unit = rows["unit"].mask(many | twice, "contacts")
    rows = rows.assign(unit=unit, why=why)
    rows = rows.sort_values("unit", key=lambda units: units.map(UNITS.index), kind="stable")
    return with_columns(voice, rows, Column("why", title="Why contacts"))


def impossible(voice: Register, children: Fact) -> list[Heard]:
    """The figures given as people that are above the number of children in the area.

    Parameters
    ----------
    voice : Register
        The register as it was supplied.
    children : Fact
        How many children live in the area.

    Returns
    -------
    list of Heard
        In the order of the rows; empty where there is none.

    Examples
    --------
    >>> from mscp_analysis import data, registers
    >>> children = data.load("population").children.at("mid-2023", "Medway")
    >>> [(h.number.shown, h.percent.shown) for h in
    ...  impossible(registers.open("Medway", "2023-24").voice, children)]
    [('90,000', '134.2')]
    """
    rows = voice.rows[(voice.rows["unit"] == "people") & (voice.rows["n"] > children.number)]
    each = [voice.with_rows(rows.loc[[index]]) for index in rows.index]
    return [_heard(one, children) for one in each]


def _heard(one: Register, children: Fact) -> Heard:
    number = replace(one.total("n", one.rows["activity"].iloc[0]), unit="people")
    percent = replace(
        number,
        value=100 * number.number / children.number,
        title=f"{number.title}, share of {children.title.lower()}",
        unit="%",
        decimals=1,
        sources=join(number.sources, children.sources),
    )
    return Heard(number, children, percent)


def since_last(ballots: Register, ballot: str) -> Change:
    """How many ballots were cast in the last of a name, and in the one before it.

    Parameters
    ----------
    ballots : Register
        The register ``ballots``.
    ballot : str
        Name of the ballot.

    Returns
    -------
    Change
        Between figures that say when each ballot was held; missing where there are not two.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> found = since_last(registers.open("Medway", "2023-24").ballots, "Make Your Mark")
    >>> found.before.period, found.difference.shown, found.percent.shown
    ('2022', '+417', '+5.2')
    """
    own = ballots.where(ballot=ballot)
    held = own.rows.sort_values("held", kind="stable")
    each = [own.with_rows(held.loc[[index]]) for index in held.index]
    facts = [replace(one.total("votes", ballot), period=one.rows["held"].iloc[0]) for one in each]
    # A fact of no rows says whether the register was not supplied or holds no such ballot.
    nothing = replace(own.missing(ballot), measure="ballots.votes", unit="ballots")
    before, now = ([nothing] * 2 + facts)[-2:]
    return changes.between(before, now)
