"""The figures of a partnership's registers that people state, each year of which is held."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import replace
from typing import Any

import pandas as pd

from mscp_analysis.measures import Figure, Measure, named
from mscp_analysis.registers.over_time import in_year
from mscp_analysis.registers.register import Register
from mscp_analysis.sources import join


def figures(own: Mapping[str, Register], years: int = 3) -> MutableMapping[str, Figure]:
    """Every figure of the registers that ``data/rules/figures.yaml`` names.

    Parameters
    ----------
    own : mapping of str to Register
        The partnership's registers of the year.
    years : int
        Of how many years at most, this one included.

    Returns
    -------
    mapping of str to Figure
        By the name that a statement calls it; each is worked out when it is first asked for,
        since the statements of a report name few of them.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> found = figures(registers.open("Medway", "2023-24"))
    >>> found["contributions"].find("2023-24", "Medway").shown
    '211,117'
    >>> found["relevant_agencies"].find("2023-24", "Medway", "Health").shown
    '8'
    """
    return _Figures(own, years)


class _Figures(UserDict[str, Figure]):
    def __init__(self, own: Mapping[str, Register], years: int) -> None:
        super().__init__()
        self._own, self._years = own, years
        self._named = named("register")

    def __getitem__(self, name: str) -> Figure:
        if name not in self.data:
            said = self._named[name]
            self.data[name] = _figure(name, said, self._own[said["register"]], self._years)
        return self.data[name]

    def __contains__(self, name: object) -> bool:
        return name in self._named

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)


def _figure(name: str, said: Mapping[str, Any], register: Register, years: int) -> Figure:
    of, wanted = said.get("of", ""), said.get("where", {})
    each = [register.of_year(register.year.previous(back)) for back in range(years)]
    each = [in_year(rows) if "listed" in rows.rows else rows for rows in each]
    measures = [_of_year(rows.where(**wanted), said.get("total", ""), of) for rows in each]
    rows = pd.concat([one.rows for one in measures], ignore_index=True)
    measure = replace(
        measures[0],
        rows=rows,
        title=said.get("title", register.description.title),
        sources=join(*(one.sources for one in measures)),
        absence=measures[0].absence if rows.empty else "",
    )
    return Figure(name=name, measure=measure, words=tuple(said.get("words", ())), of=of)


def _of_year(register: Register, total: str, of: str) -> Measure:
    """The figure of one year, as a whole and by its parts."""
    whole = register.over_years(total, years=1)
    if not of or whole.absence:
        return whole
    parts = register.by(of, total)
    return replace(parts, rows=pd.concat([whole.rows.assign(**{of: ""}), parts.rows]))
