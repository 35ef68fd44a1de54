"""The documents that the rows of a partnership's registers cite."""

from __future__ import annotations

from pathlib import Path

from mscp_analysis.schemas.files import read
from mscp_analysis.sources import Source


def documents(partnership: Path | None) -> dict[str, Source]:
    """The published documents that a partnership's registers cite, by id.

    Parameters
    ----------
    partnership : pathlib.Path or None
        Its folder.

    Returns
    -------
    dict of str to Source
        Empty where it lists none.

    Examples
    --------
    >>> from mscp_analysis import areas
    >>> documents(areas.partnership_of("Medway"))["scrutiny-2022-23"].published_in_words
    'not before 23 November 2023'
    """
    path = partnership / "documents.csv" if partnership is not None else None
    if path is None or not path.is_file():
        return {}
    sheet = read(path)
    rows = [dict(zip(sheet.heads, cells, strict=True)) for _, cells in sheet.rows]
    return {
        row["id"]: Source(
            publisher=row["publisher"],
            title=row["title"],
            release=row["id"],
            published=row["published"],
            url=row.get("url", ""),
            not_before=row.get("not_before", "") == "yes",
        )
        for row in rows
    }
