"""What each agency put into the partnership: money, people at meetings, its own audit."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mscp_analysis.registers.over_time import in_year
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import NOT_SUPPLIED, Register
from mscp_analysis.schemas import Column

COLUMNS = (
    Column("paid", "money", title="Paid", unit="pounds"),
    Column("places", "count", title="Meetings it belonged at", unit="meetings"),
    Column("came", "count", title="Meetings it came to", unit="meetings"),
    Column("audited", title="Section 11 audit"),
)
"""What is told of each agency beside its own register."""


def taking_part(
    agencies: Register,
    contributions: Register,
    attendance: Register,
    section_11: Register,
    returns: Register,
) -> Register:
    """The agencies of the year with what each paid, attended and returned.

    Parameters
    ----------
    agencies, contributions, attendance, section_11, returns : Register
        The registers of that name; the last says why no audit was supplied.

    Returns
    -------
    Register
        A row for each partner, agency or other body of the year. A figure of a register that
        was not supplied is marked so; an agency that is not in a register which was supplied
        paid, or belonged to, nothing that is known: not applicable.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> given = [own[name] for name in ("contributions", "attendance", "section_11", "returns")]
    >>> each = taking_part(own["agencies"], *given)
    >>> each.where(name="Kent Fire and Rescue Service").total("paid").shown
    '2,833'
    """
    kinds = ["safeguarding partner", "relevant agency", "other body"]
    held = in_year(agencies, partner=kinds)
    names = held.rows["name"]
    present = (attendance.rows["present"] == "yes").groupby(attendance.rows["agency"])
    numbers = {
        "paid": contributions.rows.groupby("agency")["amount"].sum(min_count=1),
        "places": present.size(),
        "came": present.sum(),
    }
    of = {"paid": contributions, "places": attendance, "came": attendance}
    rows = held.rows.assign(
        **{name: names.map(found).astype(float) for name, found in numbers.items()},
        audited=[_audited(section_11, returns, name) for name in names],
    )
    marks = {name: _marks(names, rows[name], of[name]) for name in numbers}
    found = with_columns(held, rows, *COLUMNS)
    titled = replace(found.description, title="What each agency put in")
    return replace(found, description=titled, chosen=(), markers=found.markers.assign(**marks))


def _marks(names: pd.Series, values: pd.Series, register: Register) -> list[str]:
    """Why there is no figure: nobody supplied any, it is not known, or there was none."""
    listed = {*register.rows["agency"]}
    absent = NOT_SUPPLIED if register.absence else "z"
    return [
        "" if value == value else "x" if name in listed else absent
        for name, value in zip(names, values, strict=True)
    ]


_WHY = {"not collected": "not collected this year", "late": "late"}
"""What is said of an audit by the state that the register ``returns`` gives it."""


def _audited(section_11: Register, returns: Register, name: str) -> str:
    if section_11.absence:
        said = returns.where(register="section_11").rows["state"]
        return _WHY.get(said.iloc[0] if len(said) else "", "not supplied")
    rows = section_11.rows[section_11.rows["agency"] == name]
    if not len(rows):
        return "not asked"
    return "returned" if rows["returned"].iloc[-1] is not None else "asked, not returned"
