"""The statements of a report, with everything that they are held against."""

from __future__ import annotations

from collections import ChainMap
from pathlib import Path

import pandas as pd

from mscp_analysis import claims, data, registers
from mscp_analysis.claims import Beside, Checked, Revision, Statement, drafts
from mscp_analysis.registers import Registers, national, over_time, payers
from mscp_analysis.schemas import Fault


def held_against_data(own: Registers, known_at: str | None = None) -> tuple[Checked, ...]:
    """The statements of a report, each held against the data.

    Parameters
    ----------
    own : Registers
        The partnership's registers of the year.
    known_at : str, optional
        ISO date: hold them against what was published by then.

    Returns
    -------
    tuple of claims.Checked
        In the order of the register.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> checked = held_against_data(registers.open("Medway", "2023-24"))
    >>> {each.said.id: each.state for each in checked}["C020"]
    'differs'
    """
    said = claims.statements(own["statements"])
    return claims.check(said.values(), _beside(own, said, known_at))


def of_two_years(own: Registers, known_at: str | None = None) -> tuple[Checked, ...]:
    """The statements of the last report and of this one, each held against the data.

    Parameters
    ----------
    own : Registers
        The partnership's registers of this year.
    known_at : str, optional
        As for ``held_against_data``.

    Returns
    -------
    tuple of claims.Checked
        Those of the last report first.
    """
    last = registers.open(own.area, own.year.previous(), known_at)
    return (*held_against_data(last, known_at), *held_against_data(own, known_at))


def revised(own: Registers, known_at: str | None = None) -> tuple[Revision, ...]:
    """What the last report and this one printed of published figures, and what is known now.

    Parameters
    ----------
    own : Registers
        The partnership's registers of this year.
    known_at : str, optional
        As for ``held_against_data``.

    Returns
    -------
    tuple of claims.Revision
        That of the last report first.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> first = revised(registers.open("Medway", "2023-24"))[0]
    >>> first.printed.shown, first.known.shown, first.difference.shown
    ('290', '281', '−9')
    """
    found: list[Revision] = []
    for each in (registers.open(own.area, own.year.previous(), known_at), own):
        said = claims.statements(each["statements"])
        published = Beside(each.area, each.year, said, data.figures(known_at), each.agencies)
        found += claims.revisions(said.values(), published)
    return tuple(found)


def faults(own: Registers) -> list[Fault]:
    """Every cell of the statements of a year that cannot be understood."""
    said = claims.statements(own["statements"])
    return claims.faults(said.values(), _beside(own, said, None)) if said else []


def offered(
    draft: Path, own: Registers, known_at: str | None = None
) -> tuple[pd.DataFrame, tuple[Checked, ...]]:
    """The statements that a draft makes, offered to be confirmed, and what is found of them.

    Parameters
    ----------
    draft : pathlib.Path
        A file in Markdown or plain text.
    own : Registers
        The registers of the year of the draft.
    known_at : str, optional
        ISO date: hold them against what was published by then.

    Returns
    -------
    pandas.DataFrame
        A row a statement, in the columns of ``statements.csv``.
    tuple of claims.Checked
        What was found of each that can be held against anything as it was read.

    Raises
    ------
    ValueError, LookupError
        If there is no such file, or it is no text.
    """
    figures = {**data.figures(known_at), **registers.figures(own)}
    words = {name: each.words for name, each in figures.items()}
    parts = drafts.parts(figures, own.agencies)
    offers = drafts.read(draft, own.year, own.area, words, parts)
    rows = drafts.rows(offers, taken=[*own["statements"].rows["id"]])
    register = own["statements"].with_rows(rows)
    said = claims.statements(register)
    beside = _beside(own, said, known_at)
    unclear = {fault.row for fault in claims.faults(said.values(), beside)}
    clear = [each for each in said.values() if each.line not in unclear]
    return rows, claims.check(clear, beside)


def _beside(own: Registers, said: dict[str, Statement], known_at: str | None) -> Beside:
    before = claims.statements(*over_time.before(own["statements"]))
    figures = ChainMap(registers.figures(own), data.figures(known_at))
    gone = payers.gone(own["agencies"], own.payers_leaving, own.year)
    return Beside(
        own.area,
        own.year,
        {**before, **said},
        figures,
        own.agencies,
        gone,
        national.figures(known_at),
    )
