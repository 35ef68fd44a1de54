"""A data folder in which no count stands that must not be told, for whoever only shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import yaml

from mscp_analysis import areas
from mscp_analysis.data.counts import ENDING, described
from mscp_analysis.data.held import made_up_figures
from mscp_analysis.data.local import Local, local

_FIGURES = ["measure", "value", "marker"]


def write_protected(area: str | areas.Area, folder: Path) -> None:
    """Write the data folder that the chapters of an area's report may read.

    The published tables and the rules are those of the data folder itself. Of the partnerships
    there is only the area's own; of its own counts only what is left when they are protected,
    which says so in its description, so that ``local`` gives it as it is. A file beside the
    tables that no description speaks of stays behind, since nobody knows what it holds.

    Parameters
    ----------
    area : str or Area
        Name or code of the area.
    folder : pathlib.Path
        Where to write it; it must not exist.

    Raises
    ------
    ValueError
        If a table of a partnership's own counts cannot be protected: see ``local``.

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
    for path in areas.data_folder().resolve().iterdir():
        if path.is_dir() and path.name != "partnerships":
            _link(path, folder / path.name)
    partnership = areas.partnership_of(area)
    if partnership is not None:
        own = folder / "partnerships" / partnership.name
        own.mkdir()
        shutil.copyfile(partnership / "partnership.yaml", own / "partnership.yaml")
        if (partnership / "published").is_dir():
            shutil.copytree(partnership / "published", own / "published")
        for year in sorted(partnership.glob("20[0-9][0-9]-[0-9][0-9]")):
            _write_year(area, year, own / year.name)


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source, target_is_directory=True)
    except OSError:  # some systems let only administrators make links
        shutil.copytree(source, target)


def _write_year(area: str | areas.Area, year: Path, folder: Path) -> None:
    folder.mkdir()
    own = set(described(year))
    for path in sorted(year.glob(f"*{ENDING}")):
        if path not in own:
            table = path.name.removesuffix(ENDING) + ".csv"
            shutil.copyfile(path, folder / path.name)
            shutil.copyfile(path.with_name(table), folder / table)
    held = local(area, year.name) if own else None
    if held is not None:
        for path in sorted(own):
            _write_table(held, path, folder)


def _write_table(held: Local, path: Path, folder: Path) -> None:
    about = yaml.safe_load(path.read_text("utf-8"))
    rule = about["disclosure"].pop("settings", None)
    if rule is not None:
        about["disclosure"]["protected"] = rule
    rows = [measure.rows.assign(measure=name) for name, measure in held[about["name"]].items()]
    table = pd.concat(rows).drop(columns=["release", "as_of", "area_code"])
    table = table[[*table.columns.drop(_FIGURES), *_FIGURES]]
    name = path.name.removesuffix(ENDING) + ".csv"
    table.to_csv(folder / name, index=False, float_format="%.15g", lineterminator="\n")
    text = yaml.safe_dump(about, allow_unicode=True, sort_keys=False)
    (folder / path.name).write_text(text, encoding="utf-8")
