"""Places in training: offered, booked, not taken up, and evaluated."""

from __future__ import annotations

from dataclasses import replace

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.registers.measured import Part, cited, part, shares
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column

PLACES = "places"
VOLUNTARY = "Voluntary sector"


def booked(training: Register) -> Part:
    """How many of the places offered were booked, of runs where both are known."""
    return part(training.where(counted=PLACES), "booked", "capacity", "Places booked")


def missed(training: Register) -> Part:
    """How many of the places booked were not taken up, of runs where both are known."""
    return part(_with_missed(training), "missed", "booked", "Places booked and not taken up")


def gaps(training: Register) -> tuple[Fact, Fact]:
    """Of how many runs of a course places offered, booked or taken are missing, and of how many.

    ``booked`` and ``missed`` are sums without what is missing: these say of how many runs.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> [fact.shown for fact in gaps(registers.open("Medway", "2023-24").training)]
    ['3', '3']
    """
    own = training.where(counted=PLACES)
    run = ["course", "mode", "date"]
    lacking = own.rows[own.rows[["capacity", "booked", "attended"]].isna().any(axis=1)]
    each = (lacking.drop_duplicates(run), own.rows.drop_duplicates(run))
    titles = ("Runs of courses of which places are not known", "Runs of courses")
    missing, every = (
        own.with_rows(rows).count(title, "runs") for rows, title in zip(each, titles, strict=True)
    )
    return replace(missing, sources=every.sources), every


def filled(training: Register, column: str) -> Measure:
    """What part of the places offered were booked, by a column."""
    own = training.where(counted=PLACES)
    unsaid = "how many places were offered and booked"
    return shares(own, "booked", "capacity", column, "Places booked of those offered", "", unsaid)


def not_taken_up(training: Register, column: str) -> Measure:
    """What part of the places booked were not taken up, by a column."""
    unsaid = "how many places were booked and not taken up"
    title = "Places not taken up of those booked"
    return shares(_with_missed(training), "missed", "booked", column, title, "", unsaid)


def evaluations(training: Register, mode: str) -> Part:
    """How many of the places taken in a mode ended in a completed evaluation."""
    own = training.where(counted=PLACES, mode=mode)
    title = "Places taken and then evaluated"
    return part(own, "evaluated", "attended", title, printed="evaluated_percent")


def evaluated(training: Register) -> Measure:
    """What part of the places taken in each mode ended in a completed evaluation."""
    own = training.where(counted=PLACES)
    title = "Places taken and then evaluated"
    return shares(own, "evaluated", "attended", "mode", title, printed="evaluated_percent")


def with_sectors(training: Register, agencies: Register) -> Register:
    """The training with each agency's ``sector``; without their register it tells no sector."""
    sectors = dict(zip(agencies.rows["name"], agencies.rows["sector"], strict=True))
    named = training.rows["agency"].map(lambda agency: sectors.get(agency, "")).astype(object)
    absence = training.absence or agencies.absence
    return training.with_rows(training.rows.assign(sector=named), absence=absence)


def uptake(training: Register, agencies: Register, sector: str = VOLUNTARY) -> Part:
    """How many of the places of which the agency is known a sector took.

    Parameters
    ----------
    training, agencies : Register
        The registers of those names.
    sector : str
        Of the register of agencies.

    Returns
    -------
    Part
        Not available where the rows name no agency.
    """
    own = with_sectors(training.where(counted=PLACES), agencies)
    named = own.rows[own.rows["sector"] != ""]
    theirs = named["attended"].where((named["sector"] == sector) | named["attended"].isna(), 0.0)
    rows = named.assign(theirs=theirs.astype(float))
    own = with_columns(own, rows, Column("theirs", "count", unit=PLACES))
    found = part(own, "theirs", "attended", f"Places taken by the {sector.lower()}")
    found = replace(found, base=replace(found.base, unit=PLACES))
    return found if len(own) else cited(found, training)


def _with_missed(training: Register) -> Register:
    own = training.where(counted=PLACES)
    rows = own.rows.assign(missed=(own.rows["booked"] - own.rows["attended"]).astype(float))
    return with_columns(own, rows, Column("missed", "count", unit=PLACES))
