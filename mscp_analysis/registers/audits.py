"""Multi-agency audits: what was graded, before and after moderation, and the second time."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mscp_analysis.changes import Change, between
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers.measured import Part, cited, measured, part, shares
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column

GOOD = ("good", "outstanding")
SHARE = "Cases graded good or better"


def themes(audits: Register) -> Register:
    """One row an audit: of the rows of its grades, the first."""
    return audits.with_rows(audits.rows.drop_duplicates(["theme", "cycle"]))


def of_agencies(audits: Register, moderated: str) -> Register:
    """Only grades of the practice of one agency: its own, or as the group agreed on them.

    Each row also says how many of its cases were graded good or better (``good``).
    """
    rows = audits.rows[(audits.rows["agency"] != "") & (audits.rows["moderated"] == moderated)]
    return _with_good(audits.with_rows(rows))


def of_cases(audits: Register) -> Register:
    """Only grades that the group agreed on for all agencies' work on a case together.

    Each row also says how many of its cases were graded good or better (``good``).
    """
    rows = audits.rows[(audits.rows["agency"] == "") & (audits.rows["moderated"] == "yes")]
    return _with_good(audits.with_rows(rows))


def _with_good(audits: Register) -> Register:
    rows = audits.rows
    good = rows["count"].where(rows["grade"].isin(GOOD) | rows["count"].isna(), 0.0)
    described = Column("good", "count", unit=audits.description.unit)
    return with_columns(audits, rows.assign(good=good.astype(float)), described)


def graded(audits: Register, moderated: str) -> Part:
    """How many grades of agencies' practice were good or better.

    Parameters
    ----------
    audits : Register
        The register ``audits``.
    moderated : {"yes", "no"}
        Whether as the group agreed on them, or as the agencies graded themselves.

    Returns
    -------
    Part
        Not available where no agency was graded.
    """
    own = of_agencies(audits, moderated)
    found = part(own, "good", "count", "Grades of good or better")
    return found if len(own) else cited(found, audits)


def good_or_better(audits: Register) -> Measure:
    """What part of the cases of each audit was graded good or better, with its interval.

    Parameters
    ----------
    audits : Register
        The register ``audits``.

    Returns
    -------
    Measure
        By ``theme``; an audit of fewer than ten cases has no percentage.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> good_or_better(registers.open("Medway", "2023-24").audits).absence
    'For 2023-24 it is not stated how the cases were graded.'
    """
    found = shares(of_cases(audits), "good", "count", "theme", SHARE)
    if len(found.rows) or audits.absence:
        return found
    return replace(
        found, absence=f"For {audits.year.label} it is not stated how the cases were graded."
    )


def grades(audits: Register) -> list[Measure]:
    """How many cases got each grade after moderation, agency by agency: a measure a grade."""
    own = of_agencies(audits, moderated="yes")
    agencies = list(dict.fromkeys(own.rows["agency"]))
    absence = audits.absence or (
        "" if agencies else f"For {audits.year.label} it is not stated how agencies were graded."
    )
    found = []
    for grade in audits.description.columns["grade"].choices:
        each = own.where(grade=grade)
        facts = {name: each.where(agency=name).total("count") for name in agencies}
        named = measured(own, facts, "agency", grade.capitalize())
        found.append(replace(named, absence=absence))
    return found


def earlier_of(audits: Register, theme: str, years: int = 5) -> Register | None:
    """The register of the latest earlier year that audited a theme; None where none did."""
    for back in range(1, years):
        earlier = audits.of_year(ReportingYear(audits.year.ends - back))
        if (earlier.rows["theme"] == theme).any():
            return earlier
    return None


def repeats(audits: Register, years: int = 5) -> Register:
    """The audits of the year whose theme was audited in an earlier year too."""
    each = themes(audits)
    return each.only(earlier_of(audits, theme, years) is not None for theme in each.rows["theme"])


def again(audits: Register, years: int = 5) -> Change:
    """How the share of cases graded good or better moved between two audits of one theme.

    Of several themes audited again it is that with the most cases. The word for the change is
    that of ``changes.between``: a change is clear where the two intervals do not overlap.

    Parameters
    ----------
    audits : Register
        The register ``audits``.
    years : int
        How many years to look back over, this one included.

    Returns
    -------
    Change
        Without a value where no theme was audited again, or either audit had too few cases.
    """
    found = repeats(audits, years).rows.sort_values("cases", ascending=False, kind="stable")
    theme = next(iter(found["theme"]), "")
    earlier = earlier_of(audits, theme, years)
    if earlier is None:
        nothing = replace(audits.missing(SHARE), unit="%", absence=_none_again(audits))
        return between(nothing, nothing)
    return between(_of(earlier, theme), _of(audits, theme))


def _of(audits: Register, theme: str) -> Fact:
    fact = part(of_cases(audits).where(theme=theme), "good", "count", SHARE).percent
    return replace(fact, title=theme)


def over_years(audits: Register, years: int = 5) -> Measure:
    """The share graded good or better of each theme that was audited again, year by year."""
    named = list(repeats(audits, years).rows["theme"])
    each = [audits.of_year(ReportingYear(audits.year.ends - back)) for back in range(years)]
    found = [good_or_better(own) for own in reversed(each) if own.is_supplied]
    rows = pd.concat([m.rows for m in found if len(m.rows)] or [good_or_better(audits).rows])
    absence = "" if named else _none_again(audits)
    own = good_or_better(audits).with_rows(rows[rows["theme"].isin(named)], absence=absence)
    return replace(own, sources=tuple(dict.fromkeys(s for m in found for s in m.sources)))


def _none_again(audits: Register) -> str:
    none = f"No theme of {audits.year} was audited in an earlier year on record."
    return audits.absence or none
