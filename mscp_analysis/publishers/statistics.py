"""Office for National Statistics: mid-year estimates by single year of age."""

from __future__ import annotations

import re

from mscp_analysis.areas import Register
from mscp_analysis.publishers import rules
from mscp_analysis.publishers.reading import Sheet, number, refusal
from mscp_analysis.publishers.tidy import Row

PERSONS = "MYE2 - Persons"
CHILDREN = [str(age) for age in range(18)]


def is_estimates(sheet: Sheet) -> bool:
    """Whether it is the sheet of persons, not those of one sex, by single year of age."""
    return sheet.title == PERSONS and {"code", "geography", *CHILDREN} <= set(sheet.header)


def tidy(sheet: Sheet, areas: Register, stated: str | None = None) -> list[Row]:
    """Children aged under eighteen in England, its regions and its authorities.

    Districts, metropolitan counties and Wales are left out. Inner and Outer London have no
    row in this publication.

    Parameters
    ----------
    sheet : Sheet
        The sheet of persons.
    areas : Register
        The areas, for their codes.
    stated : str, optional
        Release that it belongs to, if not the one of its mid-year.

    Returns
    -------
    list of Row

    Raises
    ------
    ValueError
        If an authority is missing or an age is not a number.
    """
    period = period_of(sheet)
    try:
        release = stated or rules.release_of("ons", "mid-year", period)
    except LookupError as error:
        raise LookupError(f"{sheet.file}: {error}.") from None
    rows = []
    for row, record in sheet.records():
        try:
            area = areas.by_code(record["code"])
        except LookupError:
            continue
        ages = [number(record[age], sheet.file, row, age) for age in CHILDREN]
        if any(marker for _, marker in ages):
            raise refusal(sheet.file, row, "0 to 17", "a number for each age", "a symbol",
                          "look up what the publisher means by it")  # fmt: skip
        total = sum(int(value) for value, _ in ages)
        rows.append(Row("children", release, period, area.code, "", str(total), ""))
    return rows


def period_of(sheet: Sheet) -> str:
    """The mid-year that the sheet's own title names, ``mid-2023``."""
    found = re.search(r"\bmid-(\d{4})\b", sheet.preamble)
    if found is None:
        raise refusal(sheet.file, 1, "A", "a title that names the mid-year", repr(sheet.preamble),
                      "the workbook is another than it seems")  # fmt: skip
    return found[0]
