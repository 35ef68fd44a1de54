"""Where a partnership keeps what it hands in for a year, and what it says of it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path

from mscp_analysis import areas
from mscp_analysis.areas import Area
from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas.descriptions import descriptions


class Kept:
    """A partnership's folder of a year.

    Parameters
    ----------
    area : Area
        Whose partnership keeps it.
    year : ReportingYear
        The reporting year.
    known_at : datetime.date, optional
        What was published or drawn up later is not known.

    Examples
    --------
    >>> kept = Kept(areas.find("Medway"), ReportingYear.parse("2023-24"))
    >>> kept.folder.name, kept.as_of
    ('2023-24', '2024-03-31')
    """

    def __init__(self, area: Area, year: ReportingYear, known_at: date | None = None) -> None:
        self.area, self.year, self.known_at = area, year, known_at
        self._described = descriptions()

    @cached_property
    def partnership(self) -> Path | None:
        """The partnership's folder; None where none is held."""
        return areas.partnership_of(self.area)

    @cached_property
    def keeper(self) -> str:
        """The partnership's name; where none is held, that it is one."""
        if self.partnership is None:
            return "The partnership"
        return str(areas.read_yaml(self.partnership / "partnership.yaml")["name"])

    @property
    def folder(self) -> Path | None:
        """Its folder of the year; None where there is none."""
        found = self.partnership / self.year.label if self.partnership else None
        return found if found is not None and found.is_dir() else None

    @cached_property
    def about(self) -> dict[str, str]:
        """What ``report.yaml`` of the year says: when it was drawn up, the report's status."""
        return about(self.folder) if self.folder else {}

    @property
    def as_of(self) -> str:
        """The day on which the registers were drawn up: where none is said, the year's last."""
        return self.about.get("as_of", self.year.end.isoformat())


def about(folder: Path) -> dict[str, str]:
    """What ``report.yaml`` in a folder of a year says; empty where there is none.

    Examples
    --------
    >>> about(areas.data_folder() / "partnerships" / "exampleshire" / "2023-24")["as_of"]
    '2024-07-19'
    """
    path = folder / "report.yaml"
    said = areas.read_yaml(path) if path.exists() else {}
    return {key: str(value) for key, value in (said or {}).items()}
