"""Department for Education: the long files of its statistics service, read by their columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from mscp_analysis.areas import Register
from mscp_analysis.periods import ReportingYear
from mscp_analysis.publishers import families, rules
from mscp_analysis.publishers.reading import Sheet, number, plain, refusal
from mscp_analysis.publishers.tidy import Row, check_complete

CODE_BY_LEVEL = {
    "National": "country_code",
    "Regional": "region_code",
    "Local authority": "new_la_code",
}


def layout_of(sheet: Sheet) -> str | None:
    """The layout of a sheet; None where it is of none.

    A sheet is of a layout if it says so and has half of its columns or more: then the others
    have to be there too.

    Raises
    ------
    ValueError
        If a sheet of a known layout lacks one of its columns: the release has changed.
    """
    for name, layout in rules.layouts().items():
        held = [_name_of(cell, sheet) for cell in layout["cells"]]
        if _says(sheet, layout) and 2 * sum(map(bool, held)) >= len(held):
            for column in ("time_period", "time_identifier", *CODE_BY_LEVEL.values()):
                sheet.column(column)
            for cell in layout["cells"]:
                column_of(cell, sheet)
            return name
    return None


def column_of(cell: Mapping[str, Any], sheet: Sheet) -> str:
    """The column that holds a cell, under whichever of its names the release uses."""
    name = _name_of(cell, sheet)
    if name is not None:
        return sheet.header[sheet.column(name)]
    raise refusal(
        sheet.file, 1, str(cell["column"]), "a column of that name",
        f"none among {len(sheet.header)}",
        "the layout has changed, so write the new name beside it into data/rules/tables.yaml",
    )  # fmt: skip


def _name_of(cell: Mapping[str, Any], sheet: Sheet) -> str | None:
    names = cell["column"] if isinstance(cell["column"], list) else [cell["column"]]
    score, found = families.found("|".join(map(plain, names)), sheet.header)
    return found if score >= families.SURE else None


def _says(sheet: Sheet, layout: Mapping[str, Any]) -> bool:
    """Whether the first row says what the layout's files say of themselves."""
    first = next(sheet.records(), (0, {}))[1]
    if "category" in layout:
        whens = {cell["when"] for cell in layout["cells"] if "when" in cell}
        return first.get(plain(layout["category"])) in whens
    must = layout["must"]
    return all(first.get(plain(column)) == said for column, said in must.items())


def period_of(text: str, kind: str) -> str:
    """``2023-24`` or, for an estimate, ``mid-2023``.

    Examples
    --------
    >>> period_of("2024", "reporting"), period_of("2023", "mid-year")
    ('2023-24', 'mid-2023')
    """
    return f"mid-{text}" if kind == "mid-year" else ReportingYear.parse(text).label


def release_of(sheet: Sheet, layout: Mapping[str, Any], stated: str | None) -> str:
    """The release that a sheet belongs to, told by its newest period unless stated."""
    if stated is not None:
        if stated not in rules.releases():
            raise LookupError(
                f"{sheet.file}: the register has no release {stated!r}; it has "
                f"{', '.join(rules.releases())}."
            )
        return stated
    kind = layout.get("periods", "reporting")
    newest = max(record["time_period"] for _, record in sheet.records())
    try:
        return rules.release_of(layout["family"], kind, period_of(newest, kind))
    except LookupError as error:
        raise LookupError(f"{sheet.file}: {error}.") from None


def tidy(
    sheet: Sheet, layout: Mapping[str, Any], release: str, areas: Register
) -> dict[str, list[Row]]:
    """Every number of a sheet that the tables keep.

    Parameters
    ----------
    sheet : Sheet
        A file of the statistics service.
    layout : mapping
        Its layout in ``data/rules/tables.yaml``.
    release : str
        Release that it belongs to.
    areas : Register
        The areas, for their codes.

    Returns
    -------
    dict of str to list of Row
        Rows by table.

    Raises
    ------
    ValueError
        If a row says something unknown, comes twice, or is missing.
    """
    found: dict[str, dict[tuple[str, ...], Row]] = defaultdict(dict)
    for row, record in sheet.records():
        _check(sheet, row, record, layout)
        place = _area(sheet, row, record, areas)
        said = record.get(plain(layout.get("category", "")), "")
        for cell in layout["cells"]:
            if cell.get("when", said) == said:
                table = cell.get("table", layout["table"])
                _keep(found[table], _row(sheet, row, record, cell, layout, release, place), sheet,
                      row, cell)  # fmt: skip
    for rows in found.values():
        check_complete(sheet.file, rows.values(), areas)
    return {table: list(rows.values()) for table, rows in found.items()}


def _check(sheet: Sheet, row: int, record: Mapping[str, str], layout: Mapping[str, Any]) -> None:
    must = {"time_identifier": ["Reporting year"], "geographic_level": list(CODE_BY_LEVEL)}
    must |= {column: [said] for column, said in layout.get("must", {}).items()}
    if "category" in layout:
        whens = [cell["when"] for cell in layout["cells"] if "when" in cell]
        must[layout["category"]] = list(dict.fromkeys(whens))
    for column, allowed in must.items():
        if record[plain(column)] not in allowed:
            raise refusal(
                sheet.file, row, column, " or ".join(map(repr, allowed)),
                repr(record[plain(column)]), "the file is another than it seems",
            )  # fmt: skip
    if not re.fullmatch(r"20\d\d", record["time_period"], re.ASCII):
        raise refusal(
            sheet.file, row, "time_period", "a year in four digits", repr(record["time_period"]),
            "the file is another than it seems",
        )  # fmt: skip


def _area(sheet: Sheet, row: int, record: Mapping[str, str], areas: Register) -> str:
    column = CODE_BY_LEVEL[record["geographic_level"]]
    try:
        return areas.by_code(record[column]).code
    except LookupError:
        raise refusal(
            sheet.file, row, column, "a code of data/published/areas.csv", repr(record[column]),
            "import a newer history of area codes (las.csv) with it",
        ) from None  # fmt: skip


def _row(
    sheet: Sheet,
    row: int,
    record: Mapping[str, str],
    cell: Mapping[str, Any],
    layout: Mapping[str, Any],
    release: str,
    place: str,
) -> Row:
    kind = layout.get("periods", "reporting")
    period = period_of(record["time_period"], kind)
    if cell.get("table") == "population":  # The estimate printed beside a reporting year's rate.
        period = ReportingYear.parse(period).mid_year
    column = column_of(cell, sheet)
    value, marker = number(record[column], sheet.file, row, column)
    breakdown = cell.get(layout.get("breakdown", ""), "")
    return Row(cell["measure"], release, period, place, breakdown, value, marker)


def _keep(
    rows: dict[tuple[str, ...], Row], new: Row, sheet: Sheet, row: int, cell: Mapping[str, Any]
) -> None:
    key = (new.measure, new.period, new.area_code, new.breakdown)
    old = rows.setdefault(key, new)
    if old is not new and not (cell.get("repeated") and old == new):
        raise refusal(
            sheet.file, row, column_of(cell, sheet),
            f"one row for {new.area_code}, {new.period}",
            f"a second (value {new.value or new.marker}, before {old.value or old.marker})",
            "remove the repeated row or download the file again",
        )  # fmt: skip


def regions_in(sheets: Iterable[Sheet]) -> dict[str, str]:
    """Codes and names of the regions that the files have rows for, England among them."""
    named: dict[str, str] = {}
    for sheet in sheets:
        for _, record in sheet.records():
            if record["geographic_level"] == "National":
                named[record["country_code"]] = record["country_name"]
            if record["geographic_level"] == "Regional":
                named[record["region_code"]] = record["region_name"]
    return named
