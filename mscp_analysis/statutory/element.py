"""What a yearly report must hold, and what shows that it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mscp_analysis.periods import ReportingYear

UNCONFIRMED = "to be confirmed against the guidance"


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing in a report that shows that an element is there.

    Parameters
    ----------
    name, what : str
        What elements call it, and what it is, for a reader.
    register, part, words : str
        Whence it is read: a register, a part of the report or a section in the partnership's own
        words; all empty where it is ``stated``.
    stated : bool
        Whether no register holds it, so that a document that says it is cited.
    where, has : mapping of str to tuple of str
        Of which rows it speaks, and which words must stand in them.
    filled : tuple of str
        Columns in which something must stand.
    every : bool
        Whether every such row must have it, and not one alone.
    this_year : str
        The column that must name the year of the report.
    back : int
        Of how many years before the rows are.
    by : str
        The last day on which it is in time, after the end of the year: ``30 September``.
    within : int or None
        In how many days after the day of publication it is in time.
    unit : str
        What its rows are, where that is not what the register counts.
    chapter, section : str
        The notebook, and the heading in it, where a reader finds it.

    Examples
    --------
    >>> from mscp_analysis import statutory
    >>> statutory.elements("2023-24")[0].needs[0].what
    'What was done under the priorities'
    """

    name: str
    what: str
    register: str = ""
    part: str = ""
    words: str = ""
    stated: bool = False
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filled: tuple[str, ...] = ()
    every: bool = False
    this_year: str = ""
    back: int = 0
    by: str = ""
    within: int | None = None
    unit: str = ""
    chapter: str = ""
    section: str = ""


@dataclass(frozen=True, kw_only=True)
class Element:
    """One thing that a yearly report must hold.

    Parameters
    ----------
    id, title, asks : str
        Its number, its name, and what it asks, in this project's own words.
    basis : str
        Who asks: ``law``, ``guidance`` or ``readers``.
    confirmed : bool
        Whether somebody read it in a document.
    read_in : str
        In which.
    needs : tuple of Need
        What shows that it is there.
    applies : str
        The register that, where it says that there is nothing to enter, means that nothing is
        asked.

    Examples
    --------
    >>> from mscp_analysis import statutory
    >>> statutory.elements("2023-24")[0].title
    'What was done'
    """

    id: str
    title: str
    asks: str
    basis: str
    confirmed: bool
    read_in: str = ""
    needs: tuple[Need, ...] = ()
    applies: str = ""

    @property
    def rule(self) -> str:
        """Where the rule was read, or that it is to be confirmed."""
        if not self.confirmed:
            told = f"; read in {self.read_in}" if self.read_in else ""
            return f"{UNCONFIRMED[:1].upper()}{UNCONFIRMED[1:]}{told}"
        return f"Read in {self.read_in}"


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """A version of the guidance, and what it asks of a yearly report.

    Parameters
    ----------
    title : str
        Title and year of the guidance.
    first, last : ReportingYear
        The first and the last year whose report it is for; None where it is still in force.
    note : str
        How far it is transcribed.
    elements : tuple of Element
        What it asks; where it is not transcribed, those that are used meanwhile.
    used : str
        Title of the guidance whose elements these are, if not its own.

    Examples
    --------
    >>> from mscp_analysis import statutory
    >>> statutory.guidance("2023-24").title
    'Working Together to Safeguard Children (2023)'
    """

    title: str
    first: ReportingYear
    last: ReportingYear | None
    note: str
    elements: tuple[Element, ...]
    used: str = ""

    def holds(self, year: ReportingYear) -> bool:
        """Whether it is for the report of a year."""
        return self.first <= year and (self.last is None or year <= self.last)
