"""The figures of a partnership's registers that people state, each year of which is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from mscp_analysis.measures import Figure, Measure, named
from mscp_analysis.registers.over_time import in_year
from mscp_analysis.registers.register import Register
from mscp_analysis.sources import join


def figures(own: Mapping[str, Register], years: int = 3) -> dict[str, Figure]:
    """Every figure of the registers that ``data/rules/figures.yaml`` names.

    Parameters
    ----------
    own : mapping of str to Register
        The partnership's registers of the year.
    years : int
        Of how many years at most, this one included.

    Returns
    -------
    dict of str to Figure
        By the name that a statement calls it.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> found = figures(registers.open("Medway", "2023-24"))
    >>> found["contributions"].find("2023-24", "Medway").shown
    '211,117'
    >>> found["relevant_agencies"].find("2023-24", "Medway", "Health").shown
    '8'
    """
    return {
        name: Figure(
            name=name,
            work_out=partial(_known, said, own, years),
            words=tuple(said.get("words", ())),
            of=said.get("of", ""),
        )
        for name, said in named("register").items()
    }


def _known(said: Mapping[str, Any], own: Mapping[str, Register], years: int) -> dict[str, Measure]:
    register, of, wanted = own[said["register"]], said.get("of", ""), said.get("where", {})
    each = [register.of_year(register.year.previous(back)) for back in range(years)]
    each = [in_year(rows) if "listed" in rows.rows else rows for rows in each]
    measures = [_of_year(rows.where(**wanted), said.get("total", ""), of) for rows in each]
    rows = pd.concat([one.rows for one in measures], ignore_index=True)
    known = replace(
        measures[0],
        rows=rows,
        title=said.get("title", register.description.title),
        sources=join(*(one.sources for one in measures)),
        absence=measures[0].absence if rows.empty else "",
    )
    return {"measure": known}


def _of_year(register: Register, total: str, of: str) -> Measure:
    """The figure of one year, as a whole and by its parts."""
    whole = register.over_years(total, years=1)
    if not of or whole.absence:
        return whole
    parts = register.by(of, total)
    return replace(parts, rows=pd.concat([whole.rows.assign(**{of: ""}), parts.rows]))
