"""What a partnership has handed in for its report: whether it can be used, and its status."""

from __future__ import annotations

from pathlib import Path

from mscp_analysis import areas, registers, schemas, statutory
from mscp_analysis.periods import ReportingYear
from mscp_analysis.prose import commentary
from mscp_analysis.report import chapters
from mscp_analysis.report.review import reviews, sign_off, statements
from mscp_analysis.schemas import Fault


def rooms() -> dict[str, list[str]]:
    """The sections of people's own words that the report has room for, and their facts."""
    return dict(room for file in chapters.find() for room in chapters.commentaries(file))


def faults(partnership: Path, year: ReportingYear) -> list[Fault]:
    """Every fault of what a partnership has handed in for a year: its registers and its words.

    Parameters
    ----------
    partnership : pathlib.Path
        Its folder.
    year : ReportingYear
        The reporting year.

    Returns
    -------
    list of Fault
        Empty where all is well.
    """
    found = registers.faults(partnership, year)
    if not found:  # Statements are held against what stands in the other registers.
        code = areas.read_yaml(partnership / "partnership.yaml")["area_code"]
        found = statements.faults(registers.open(code, year))
    found += _elements(partnership, year)
    found += sign_off.faults(partnership, year.label)
    room = rooms()
    for section, words in commentary.sections(partnership / year.label):
        file = f"{year}/commentary/{section}.md"
        if section not in room:
            there = f"one of {', '.join(sorted(room))}" if room else "no commentary"
            found.append(Fault(file, 0, "", there, section, "name the file after its section"))
            continue
        for line, came, expected in commentary.faults(words, room[section]):
            do = "correct the name in braces"
            found.append(Fault(file, line, "", expected, f"{{{came}}}", do))
    return sorted(found)


def _elements(partnership: Path, year: ReportingYear) -> list[Fault]:
    """What people say of an element that the guidance does not know."""
    path = partnership / year.label / "elements.csv"
    sheet = schemas.read(path) if path.is_file() else None
    if sheet is None or sheet.faults:
        return []
    rows = [(number, dict(zip(sheet.heads, cells, strict=False))) for number, cells in sheet.rows]
    return statutory.faults(rows, year)


def refuse_faults(area: areas.Area, year: ReportingYear) -> None:
    """Refuse to build a report from what has a fault, or to publish one that is under review.

    Parameters
    ----------
    area : Area
        Whose partnership reports.
    year : ReportingYear
        The reporting year.

    Raises
    ------
    FaultyRegisters
        With every fault.
    ValueError
        If ``report.yaml`` says an unknown status, or that the report is published while a comment
        on it is open or a safeguarding partner has not signed it off.
    """
    status(area, year)
    partnership = areas.partnership_of(area)
    found = faults(partnership, year) if partnership is not None else []
    if found:
        raise registers.FaultyRegisters(found)
    sign_off.refuse(registers.open(area, year))


def status(area: areas.Area, year: ReportingYear) -> str:
    """What the page says of itself: a draft, for scrutiny, or published.

    Raises
    ------
    ValueError
        If ``report.yaml`` says anything else.

    Examples
    --------
    >>> status(areas.find("Kent"), ReportingYear.parse("2023-24"))
    'Draft: not yet agreed by the safeguarding partners'
    """
    return reviews.of(registers.open(area, year)).status
