"""Department for Education and ONS: codes and names of areas, with their history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mscp_analysis.areas import ENGLAND
from mscp_analysis.publishers.dates import Ambiguous, day_of
from mscp_analysis.publishers.reading import Sheet, refusal

HISTORY = {"new_la_code", "la_name", "date_of_operation", "date_of_termination", "old_la_code"}
NAME, DFE_CODE = (
    "english_local_authority_(la)_name",
    "get_information_about_schools_(gias)_local_authority_(la)_code",
)
TITLE = "Authorities, regions and England: names, codes and their history"
COLUMNS = [
    *["code", "name", "kind", "region_code", "dfe_code", "opened", "closed"],
    *["superseded_codes", "aliases"],
]
PARTS = {"E13000001": "E12000007", "E13000002": "E12000007"}
"""Inner and Outer London are parts of the region London, which has its own row."""

FORMER = {"E10000009": "Dorset (former county)"}
"""A name that passed on to another territory: the county gave it to the authority of 2019."""


def is_history(sheet: Sheet) -> bool:
    """Whether it is the history of authority codes."""
    return set(sheet.header) >= HISTORY


def is_names(sheet: Sheet) -> bool:
    """Whether it is the list of names that schools' records use."""
    return {NAME, DFE_CODE} <= set(sheet.header)


def areas(
    history: Sheet, names: Iterable[tuple[str, str]], regions: Mapping[str, str]
) -> list[dict[str, str]]:
    """Rows of ``areas.csv``: every authority since 2010, the regions and England.

    An authority whose ONS code changed while its territory did not (it kept its three-digit
    code) is one area under its newest code, open since its first; the older codes stay known.

    Parameters
    ----------
    history : Sheet
        History of authority codes.
    names : iterable of (str, str)
        Three-digit code and name, from any other file, to be understood as well.
    regions : mapping of str to str
        Codes and names of regions, parts of regions and England.

    Returns
    -------
    list of dict of str to str
    """
    spans: dict[str, list[dict[str, str]]] = defaultdict(list)
    said = {record[column] for _, record in history.records() for column in _DAYS}
    for row, record in history.records():
        if record["old_la_code"].isdigit() and record["new_la_code"].startswith("E"):
            days = {column: _day(history, row, column, record[column], said) for column in _DAYS}
            spans[record["old_la_code"]].append({**record, **days})
    known = defaultdict(set)
    for code, name in names:
        known[code].add(name.strip())
    rows = [_authority(code, each, known[code]) for code, each in spans.items()]
    rows += [_above(code, name) for code, name in regions.items()]
    return sorted(rows, key=lambda row: row["code"])


_DAYS = ["date_of_operation", "date_of_termination"]


def _day(sheet: Sheet, row: int, column: str, text: str, beside: Iterable[str]) -> str:
    try:
        day = day_of(text, beside)
    except Ambiguous as error:
        raise refusal(sheet.file, row, column, "a date such as 2023-04-01", str(error),
                      "correct the file") from None  # fmt: skip
    if text and day is None:
        raise refusal(sheet.file, row, column, "a date such as 01/04/2023", repr(text),
                      "correct the file or download it again")  # fmt: skip
    return day.isoformat() if day else ""


def _authority(dfe_code: str, spans: list[dict[str, str]], known: Iterable[str]) -> dict[str, str]:
    spans = sorted(spans, key=lambda span: span["date_of_operation"])
    newest = spans[-1]
    official = newest["la_name"]
    # "Bristol, City of" is a heading in an index; in a sentence the place is Bristol.
    name = official.removesuffix(", City of").removesuffix(", County of")
    name = FORMER.get(newest["new_la_code"], name)
    aliases = sorted({official, *known} - {name})
    return {
        "code": newest["new_la_code"],
        "name": name,
        "kind": "authority",
        "region_code": newest["parent_geography_code"],
        "dfe_code": dfe_code,
        "opened": spans[0]["date_of_operation"],
        "closed": newest["date_of_termination"],
        "superseded_codes": " ".join(span["new_la_code"] for span in spans[:-1]),
        "aliases": "; ".join(aliases),
    }


def _above(code: str, name: str) -> dict[str, str]:
    kind = "country" if code == ENGLAND else "part of region" if code in PARTS else "region"
    empty = dict.fromkeys(COLUMNS, "")
    return {**empty, "code": code, "name": name, "kind": kind, "region_code": PARTS.get(code, "")}
