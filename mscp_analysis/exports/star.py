"""A star schema for Power BI: one table of figures, and what each figure is of around it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.exports.files import write_csv, write_parquet
from mscp_analysis.exports.rows import rows, several
from mscp_analysis.measures import MARKERS, Measure
from mscp_analysis.periods import date_of
from mscp_analysis.sources import Source, citations

MODEL = "model.json"
_WRITE = {"csv": write_csv, "parquet": write_parquet}
_NO_PART, _GIVEN = "the whole", "given"
_KEYS = {
    "figures": ["measure_key", "period_key", "area_code", "breakdown_key", "source_key"],
    "measures": ["measure_key"],
    "periods": ["period_key"],
    "areas": ["area_code"],
    "breakdowns": ["breakdown_key"],
    "sources": ["source_key"],
    "markers": ["marker_key"],
}
"""What tells the rows of each table apart; the first is the table of figures."""

_FIGURES = ["value", "count", "population", "lower", "upper", "status", "as_of"]


def star(
    measures: Sequence[Measure] | Mapping[str, Measure], folder: str | Path, form: str = "csv"
) -> Path:
    """Write measures as a star schema: a folder with a table of figures and its dimensions.

    Keys are words and not numbers counted up, so that they are the same in every export: a
    report in Power BI keeps its relationships when the folder is written anew.

    Parameters
    ----------
    measures : sequence of Measure, or mapping of str to Measure
        Such as ``data.load(...)``, or a partnership's own as ``data.own`` gives them,
        protected. Of a mapping those that have no figures are left out.
    folder : str or Path
        Where to write. One that an export wrote before is replaced, with nothing else in it.
    form : {"csv", "parquet"}
        Kind of the files.

    Returns
    -------
    pathlib.Path
        The folder: ``figures``, ``measures``, ``periods``, ``areas``, ``breakdowns``,
        ``sources``, ``markers``, and in ``model.json`` what joins them.

    Raises
    ------
    ValueError
        If a measure may not leave the project, two say different things under one name, a
        figure is there twice, or the folder holds anything else.

    Examples
    --------
    >>> import tempfile
    >>> from mscp_analysis import data
    >>> with tempfile.TemporaryDirectory() as place:
    ...     made = star(data.load("referrals"), f"{place}/star")
    ...     print(*sorted(path.stem for path in made.iterdir()))
    areas breakdowns figures markers measures model periods sources
    """
    if form not in _WRITE:
        raise ValueError(f"form: {form!r} is none of {', '.join(_WRITE)}.")
    tables, place = _tables(several(measures)), _free(Path(folder))
    with TemporaryDirectory(dir=place.parent, prefix=".export-") as beside:
        whole = Path(beside) / place.name
        whole.mkdir()
        for name, frame in tables.items():
            _WRITE[form](frame, whole / f"{name}.{form}")
        text = json.dumps(_model(tables, form), indent=1, ensure_ascii=False)
        (whole / MODEL).write_text(text + "\n", encoding="utf-8")
        if place.exists():
            shutil.rmtree(place)
        whole.replace(place)
    return place


def _free(place: Path) -> Path:
    """A folder that is not there, is empty, or that an export wrote."""
    if not place.parent.is_dir():
        raise ValueError(f"{place.parent}: there is no such folder; make it first.")
    held = {path.name for path in place.iterdir()} if place.exists() else set()
    own = {f"{name}.{form}" for name in _KEYS for form in _WRITE} | {MODEL}
    if held and (held - own or MODEL not in held):
        raise ValueError(
            f"{place}: expected a new folder or one that an export wrote, since it is replaced; "
            f"it holds {min(held - own or held)}; give another name."
        )
    return place


def _tables(measures: Sequence[Measure]) -> dict[str, pd.DataFrame]:
    if not measures:
        raise ValueError("There is nothing to export: expected at least one measure, came none.")
    figures = pd.concat([_figures(each) for each in measures], ignore_index=True)
    twice = figures.duplicated(_KEYS["figures"])
    if twice.any():
        row = figures[twice].iloc[0]
        raise ValueError(
            f"{row['measure_key']}, {row['area_code']}, {row['period_key']}: the figure is there "
            "twice; give each measure once, and without where()."
        )
    shown = figures["breakdown_key"].drop_duplicates().sort_values()
    why = {_GIVEN: "there is a number"} | MARKERS
    return {
        "figures": figures,
        "measures": _measures(measures),
        "periods": _periods(measures, figures),
        "areas": _areas(figures["area_code"].unique()),
        "breakdowns": pd.DataFrame({"breakdown_key": shown, "breakdown": shown}),
        "sources": _sources(measures),
        "markers": _frame({"marker_key": k, "reason": v} for k, v in why.items()),
    }


def _figures(measure: Measure) -> pd.DataFrame:
    said = rows(measure)
    keys = {
        "measure_key": _key(measure),
        "period_key": said["period"],
        "area_code": said["area_code"],
        "breakdown_key": said["breakdown"].replace("", _NO_PART),
        "source_key": said["release"].mask(said["release"] == "", _whole(measure)),
        "population_source_key": said["population_release"],
        "marker_key": said["marker"].replace("", _GIVEN),
    }
    return pd.DataFrame(keys).join(said[_FIGURES])


def _key(measure: Measure) -> str:
    """A name that no other measure has: a count and its rate may share one."""
    return f"{measure.name} ({measure.unit})"


def _whole(measure: Measure) -> str:
    """The key of all sources of a measure, for rows that name none of them."""
    return " + ".join(source.release for source in measure.sources)


def _measures(measures: Sequence[Measure]) -> pd.DataFrame:
    told: dict[str, dict[str, Any]] = {}
    for each in measures:
        said = {
            "measure_key": _key(each),
            "name": each.name,
            "title": each.title,
            "unit": each.unit,
            "decimals": each.decimals,
            "timing": each.timing,
            "better": each.polarity or "neither",
            "definition": each.definition,
            "method": each.method or "as published",
        }
        if told.setdefault(_key(each), said) != said:
            raise ValueError(
                f"Two measures are called {_key(each)} and say different things: "
                f"{told[_key(each)]['title']!r} and {each.title!r}; give the whole measure once."
            )
    return _frame(told.values())


def _periods(measures: Sequence[Measure], figures: pd.DataFrame) -> pd.DataFrame:
    timings = {_key(each): each.timing for each in measures}
    told = figures[["period_key", "measure_key"]].drop_duplicates("period_key")
    named = zip(told["period_key"], told["measure_key"].map(timings), strict=True)
    return _frame(
        {
            "period_key": period,
            "ends": date_of(period, timing).isoformat(),
            "reporting_year": period[:7] if period[:2] == "20" else "",
            "quarter": period.partition(" ")[2],
        }
        for period, timing in sorted(named)
    )


def _areas(codes: Any) -> pd.DataFrame:
    found = [areas.find(code) for code in sorted(codes)]
    return _frame(
        {
            "area_code": area.code,
            "area": area.name,
            "kind": area.kind,
            "region": areas.find(area.region_code).name if area.region_code else "",
            "made_up": "yes" if area.made_up else "no",
        }
        for area in found
    )


def _sources(measures: Sequence[Measure]) -> pd.DataFrame:
    told: dict[str, dict[str, str]] = {}
    for each in measures:
        for source in each.sources:
            told.setdefault(source.release, _of_source(source))
        if not (each.rows.get("release", pd.Series([""])) != "").all() and len(each.sources) > 1:
            cited = "; ".join(citations(each.sources))
            told.setdefault(_whole(each), _of_source(each.sources[0]) | {"citation": cited})
    return _frame({"source_key": key, **said} for key, said in sorted(told.items()))


def _of_source(source: Source) -> dict[str, str]:
    return {
        "citation": source.citation,
        "publisher": source.publisher,
        "published": source.published,
        "licence": source.licence,
        "address": source.url,
    }


def _frame(records: Any) -> pd.DataFrame:
    return pd.DataFrame([*records])


def _model(tables: Mapping[str, pd.DataFrame], form: str) -> dict[str, Any]:
    """Files, keys and relationships, for whoever builds the model in Power BI."""
    joins = [(key, table, key, True) for table, (key, *_) in _KEYS.items() if table != "figures"]
    joins.append(("population_source_key", "sources", "source_key", False))
    return {
        "about": "figures holds one row a figure; join it to the other tables as relationships "
        "says. A figure without a number has a marker: do not read it as nought. Add up counts "
        "alone, never rates, and no figures of areas that hold one another.",
        "tables": {
            name: {
                "file": f"{name}.{form}",
                "key": _KEYS[name],
                "rows": len(frame),
                "columns": {column: _type(frame[column]) for column in frame},
            }
            for name, frame in tables.items()
        },
        "relationships": [
            {
                "from": f"figures.{key}",
                "to": f"{table}.{column}",
                "cardinality": "many to one",
                "active": active,
            }
            for key, table, column, active in joins
        ],
    }


def _type(column: pd.Series) -> str:
    return "text" if column.dtype == "str" else "number"
