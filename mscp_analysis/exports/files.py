"""Measures as one file: CSV, an Excel workbook, or Parquet."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd

from mscp_analysis.exports.rows import COLUMNS, rows, several
from mscp_analysis.inputs.extras import extra
from mscp_analysis.measures import MARKERS, Measure
from mscp_analysis.report.files import excel
from mscp_analysis.report.files.csvs import harmless
from mscp_analysis.report.files.sheets import Figure, Sheet, Workbook
from mscp_analysis.sources import join

if TYPE_CHECKING:
    from mscp_analysis.desk import View

MOST_ROWS = 1_000_000
"""A little below what a sheet of Excel holds."""


def to_csv(measures: Measure | View | Sequence[Measure | View], path: str | Path) -> Path:
    """Write measures as a CSV, one row a figure, as ``exports.rows`` lays them out.

    Parameters
    ----------
    measures : Measure or View, or a sequence of these
        Published ones, or a partnership's own as ``data.own`` gives them, protected; of a view
        of ``desk.look`` its measure, with all of its areas.
    path : str or Path
        The file; one that is there already is replaced.

    Returns
    -------
    pathlib.Path
        The file. Words that a spreadsheet would take for a formula have an apostrophe before
        them; numbers are not rounded.

    Raises
    ------
    ValueError
        If one may not leave the project, or the name does not end in ``.csv``.

    Examples
    --------
    >>> import tempfile
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     to_csv(plans, f"{folder}/plans.csv").read_text("utf-8")[:25]
    'measure,title,unit,period'
    """
    frame = rows(*several(measures))
    return _put(path, ".csv", lambda file: write_csv(frame, file))


def to_excel(measures: Measure | View | Sequence[Measure | View], path: str | Path) -> Path:
    """Write measures as an Excel workbook: a cover, what markers mean, the figures, the sources.

    Parameters
    ----------
    measures, path
        As for ``to_csv``.

    Returns
    -------
    pathlib.Path
        The file. One table a sheet, nothing merged, no formula; numbers are whole, and shown
        with the measure's decimal places.

    Raises
    ------
    ValueError
        If one may not leave the project, the name does not end in ``.xlsx``, or there are more
        rows than a sheet holds.

    Examples
    --------
    >>> import tempfile
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     to_excel(plans, f"{folder}/plans.xlsx").name
    'plans.xlsx'
    """
    chosen = several(measures)
    frame = rows(*chosen)
    if len(frame) > MOST_ROWS:
        raise ValueError(
            f"There are {len(frame):,} figures, and a sheet of Excel holds {MOST_ROWS:,}: write "
            "them with to_parquet or to_csv, or choose fewer areas."
        )
    book = _workbook(chosen, frame)
    return _put(path, ".xlsx", lambda file: excel.write(book, file))


def to_parquet(measures: Measure | View | Sequence[Measure | View], path: str | Path) -> Path:
    """Write measures as a Parquet file, one row a figure, as ``exports.rows`` lays them out.

    Parameters
    ----------
    measures, path
        As for ``to_csv``.

    Returns
    -------
    pathlib.Path
        The file; each column has a type.

    Raises
    ------
    ValueError
        If one may not leave the project, the name does not end in ``.parquet``, or pyarrow is
        not installed.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = to_parquet(plans, f"{folder}/plans.parquet")
    ...     list(pd.read_parquet(path).columns)[:4]
    ['measure', 'title', 'unit', 'period']
    """
    frame = rows(*several(measures))
    return _put(path, ".parquet", lambda file: write_parquet(frame, file))


def write_csv(frame: pd.DataFrame, file: Path) -> None:
    """Write a frame as CSV, none of whose words a spreadsheet takes for a formula."""
    words = frame.select_dtypes("str").columns
    safe = frame.assign(**{name: frame[name].map(harmless) for name in words})
    safe.to_csv(file, index=False, float_format="%.15g", lineterminator="\n")


def write_parquet(frame: pd.DataFrame, file: Path) -> None:
    """Write a frame as Parquet, each column with its type."""
    extra("pyarrow", "pyarrow", "Writing a Parquet file")
    frame.to_parquet(file, index=False, engine="pyarrow")


def _put(path: str | Path, ending: str, write: Callable[[Path], None]) -> Path:
    """Write a file beside its place, and put it there when it is whole."""
    path = Path(path)
    if path.suffix.lower() != ending:
        raise ValueError(f"{path.name}: expected a name that ends in {ending}.")
    if not path.parent.is_dir():
        raise ValueError(f"{path.parent}: there is no such folder; make it first.")
    with TemporaryDirectory(dir=path.parent, prefix=".export-") as folder:
        whole = Path(folder) / path.name
        write(whole)
        os.replace(whole, path)
    return path


def _workbook(measures: Sequence[Measure], frame: pd.DataFrame) -> Workbook:
    cited = join(*(measure.sources for measure in measures))
    titles = list(dict.fromkeys(frame["title"]))
    about = [
        "One row a figure. Numbers are not rounded, but shown with the places that a report gives.",
        "A letter under marker stands where there is no number; the column beside it says why.",
    ]
    return Workbook(
        title="; ".join(titles) if len(titles) < 4 else f"{len(titles)} measures",
        cover={"What it holds": titles, "About these data": about},
        day=_last(source.published for source in cited),
        sheets=[_notes(), _figures(measures, frame), _sources(cited)],
    )


def _last(published: object) -> str:
    day = max(published)  # type: ignore[call-overload]
    return f"{day}-01" if len(day) == 7 else day


def _figures(measures: Sequence[Measure], frame: pd.DataFrame) -> Sheet:
    places = {measure.name: measure.decimals for measure in measures}
    body = []
    for row in frame.to_dict("records"):
        decimals = dict.fromkeys(("count", "population"), 0)
        cells = [
            _cell(row[name], decimals.get(name, places[str(row["measure"])])) for name in COLUMNS
        ]
        body.append(tuple(cells))
    return Sheet(
        name="Figures",
        title="Figures",
        lines=("This sheet contains one table.",),
        headings=tuple(name.replace("_", " ").capitalize() for name in COLUMNS),
        rows=tuple(body),
    )


def _cell(value: object, decimals: int) -> str | Figure:
    if isinstance(value, float):
        return "" if value != value else Figure(value, decimals)
    return str(value)


def _notes() -> Sheet:
    marks = tuple(MARKERS.items())
    lines = ("This sheet contains one table.",)
    heads = ("Marker", "Why there is no number")
    return Sheet(
        name="Notes", title="What the markers mean", lines=lines, headings=heads, rows=marks
    )


def _sources(cited: Sequence[object]) -> Sheet:
    named = ("release", "citation", "published", "licence", "url", "sha256")
    return Sheet(
        name="Sources",
        title="Where the figures are from",
        lines=("This sheet contains one table.",),
        headings=("Release", "Source", "Published", "Licence", "Address", "SHA-256"),
        rows=tuple(tuple(str(getattr(source, name)) for name in named) for source in cited),
    )
