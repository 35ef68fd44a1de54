"""A data folder in which no count stands that must not be told, for whoever only shows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import yaml

from mscp_analysis import areas, schemas
from mscp_analysis.data.counts import ENDING, descriptions, is_printed, read_once
from mscp_analysis.data.held import made_up_figures
from mscp_analysis.data.local import Local, local

_FIGURES = ["measure", "value", "marker"]


@contextmanager
def protected(area: str | areas.Area) -> Iterator[Path]:
    """Read, within the block, only what the chapters of an area's report may read.

    Parameters
    ----------
    area : str or Area
        Name or code of the area.

    Yields
    ------
    pathlib.Path
        The data folder meanwhile: see ``write_protected``.

    Examples
    --------
    >>> with protected("Exampleshire") as folder:
    ...     print(*sorted(path.name for path in (folder / "partnerships").iterdir()))
    exampleshire
    """
    with TemporaryDirectory() as name, ExitStack() as after:
        folder, before = Path(name) / "data", os.environ.get("MSCP_DATA")
        write_protected(area, folder)
        after.callback(_set_folder, before)
        _set_folder(str(folder))
        yield folder


def _set_folder(folder: str | None) -> None:
    os.environ.pop("MSCP_DATA", None)
    if folder is not None:
        os.environ["MSCP_DATA"] = folder


def write_protected(area: str | areas.Area, folder: Path) -> None:
    """Write the data folder that the chapters of an area's report may read.

    The published tables and the rules are those of the data folder itself. Of the partnerships
    there is only the area's own, with its made-up figures if the area is made up; of its own
    counts only what is left when they are protected, which says so in its description, so that
    ``local`` gives it as it is. A file beside the tables that no description speaks of stays
    behind, since nobody knows what it holds.

    Parameters
    ----------
    area : str or Area
        Name or code of the area.
    folder : pathlib.Path
        Where to write it; it must not exist.

    Raises
    ------
    ValueError
        If a table of a partnership's own counts cannot be protected: see ``local``; or if one
        that is not made up has published figures of its own: see ``held.made_up_figures``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     write_protected("Medway", Path(name) / "data")
    ...     print(*sorted(path.name for path in (Path(name) / "data").iterdir()))
    partnerships published rules
    """
    made_up_figures()  # Refuses them where their partnership does not say that it is made up.
    (folder / "partnerships").mkdir(parents=True)
    for kind in ("published", "rules"):
        _link(areas.shelf(kind).resolve(), folder / kind)
    partnership = areas.partnership_of(area)
    if partnership is not None:
        own = folder / "partnerships" / partnership.name
        own.mkdir()
        shutil.copyfile(partnership / "partnership.yaml", own / "partnership.yaml")
        for path in _shown(partnership):
            shutil.copyfile(path, own / path.name)
        if (partnership / "published").is_dir():
            shutil.copytree(partnership / "published", own / "published")
        with read_once():
            for year in sorted(partnership.glob("20[0-9][0-9]-[0-9][0-9]")):
                _write_year(area, year, own / year.name)


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source, target_is_directory=True)
    except OSError:  # some systems let only administrators make links
        shutil.copytree(source, target)


def _write_year(area: str | areas.Area, year: Path, folder: Path) -> None:
    folder.mkdir()
    own = descriptions(year)
    for path in _shown(year):
        shutil.copyfile(path, folder / path.name)
    if (year / "commentary").is_dir():
        shutil.copytree(year / "commentary", folder / "commentary")
    for path in sorted(year.glob(f"*{ENDING}")):
        if path not in own:
            table = path.name.removesuffix(ENDING) + ".csv"
            shutil.copyfile(path, folder / path.name)
            shutil.copyfile(path.with_name(table), folder / table)
    held = local(area, year.name) if own else None
    if held is not None:
        for path, about in own.items():
            _write_table(held, path, about, folder)


def _shown(year: Path) -> Iterator[Path]:
    """The registers that hold no count of children, and counts that are in print already."""
    if (year / "report.yaml").exists():
        yield year / "report.yaml"
    for name, about in schemas.descriptions().items():
        file = year / f"{name}.csv"
        if file.is_file() and (not about.of_children or is_printed(file)):
            yield file


def _write_table(held: Local, path: Path, about: dict[str, Any], folder: Path) -> None:
    # Its year and markers are columns from here on.
    about = {key: said for key, said in about.items() if key != "register"}
    said = about["disclosure"]
    about["disclosure"] = {key: value for key, value in said.items() if key != "settings"}
    if "settings" in said:
        about["disclosure"]["protected"] = said["settings"]
    rows = [measure.rows.assign(measure=name) for name, measure in held[about["name"]].items()]
    table = pd.concat(rows).drop(columns=["release", "as_of", "area_code"])
    table = table[[*table.columns.drop(_FIGURES), *_FIGURES]]
    name = path.name.removesuffix(ENDING) + ".csv"
    table.to_csv(folder / name, index=False, float_format="%.15g", lineterminator="\n")
    text = yaml.safe_dump(about, allow_unicode=True, sort_keys=False)
    (folder / path.name).write_text(text, encoding="utf-8")
