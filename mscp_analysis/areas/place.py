"""An area: an authority, a region, England; and one that it is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mscp_analysis.periods import ReportingYear

ENGLAND = "E92000001"


@dataclass(frozen=True)
class Area:
    """An authority with children's social care duties, a region, or England.

    Parameters
    ----------
    code : str
        ONS code. One code stands for an authority whose territory did not change, the newest.
    name : str
        Name as it reads in a sentence: ``Bristol``, not ``Bristol, City of``.
    kind : {"authority", "part of region", "region", "country"}
        Inner and Outer London are parts of a region and are never added to it.
    region_code : str
        Region of an authority or of a part of a region; empty for the others.
    dfe_code : str
        Three-digit code that the Department for Education uses; empty where there is none.
    opened, closed : datetime.date or None
        First and last day; None where it is not recorded or has not come.
    made_up : bool
        Whether it does not exist, but shows how a report looks.

    Examples
    --------
    >>> from mscp_analysis.areas import find
    >>> medway = find("Medway")
    >>> medway.code, medway.kind, medway.dfe_code
    ('E06000035', 'authority', '887')
    """

    code: str
    name: str
    kind: str
    region_code: str
    dfe_code: str
    opened: date | None
    closed: date | None
    made_up: bool = field(default=False, kw_only=True)

    def is_open_in(self, year: str | int | ReportingYear) -> bool:
        """Whether it existed on 31 March, the day on which the reporting year ends.

        Examples
        --------
        >>> from mscp_analysis.areas import find
        >>> find("Northamptonshire").is_open_in("2020-21")
        True
        >>> find("West Northamptonshire").is_open_in("2020-21")
        False
        """
        day = ReportingYear.parse(year).end
        return (self.opened or day) <= day <= (self.closed or day)


@dataclass(frozen=True)
class Neighbour(Area):
    """An area that another is compared with, and how like it is.

    Parameters
    ----------
    rank : int
        1 for the closest, to 10.
    closeness : str
        In the publisher's words, without capitals: ``very close``.
    model : str
        The list that says so: ``April 2021``.

    Examples
    --------
    >>> from mscp_analysis.areas import neighbours
    >>> closest = neighbours("Medway", "2023-24")[0]
    >>> closest.name, closest.rank, closest.closeness, closest.model
    ('Swindon', 1, 'very close', 'April 2021')
    """

    rank: int
    closeness: str
    model: str
