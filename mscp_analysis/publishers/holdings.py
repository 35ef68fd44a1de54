"""Statistics as they are held once imported: all releases beside each other, and how to read them.

What the pages of a report stand on is kept as text in ``data/published``; whatever else is
imported lies in ``data/published/imported``, a folder a statistic, a file a release.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from mscp_analysis.areas import data_folder
from mscp_analysis.periods import last_day
from mscp_analysis.publishers import meanings, rules
from mscp_analysis.publishers.completeness import Pair
from mscp_analysis.publishers.families import Match
from mscp_analysis.publishers.whole import Read

if TYPE_CHECKING:
    import pandas as pd

FOLDER, ENDING = "imported", ".resource.yaml"
MARKERS = ("c", "x", "z", "u", "k", "low")


def folder_of(published: Path) -> Path:
    """Where imported statistics lie."""
    return published / FOLDER


def description(published: Path, statistic: str) -> dict[str, Any]:
    """The description of an imported statistic; one without sources where it is not held."""
    path = folder_of(published) / f"{statistic}{ENDING}"
    if not path.exists():
        return {"sources": []}
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def described(
    held: dict[str, Any], match: Match, source: dict[str, Any], read: Read, file: str
) -> dict[str, Any]:
    """The description with a further release, in the order of their dates.

    Parameters
    ----------
    held : dict
        The description so far.
    match : Match
        The statistic.
    source : dict
        Release, publisher, title, date, file and hash.
    read : Read
        What was found in the file.
    file : str
        Where its figures are put, beside the description.

    Returns
    -------
    dict
    """
    new = {
        **source,
        "figures": file,
        "periods": read.periods,
        "rows": read.rows,
        "numbers": read.numbers,
        "measures": list(read.decimals),
        "markers": dict(sorted(read.markers.items())),
        "left_out": dict(read.left.most_common(20)),
        **({"undated": dict(read.undated.most_common(20))} if read.undated else {}),
        "symbols": dict(rules.families()["symbols"][match.family["symbols"]]),
        "recognised": {"confidence": round(match.confidence, 2), "renamed": match.renamed},
    }
    others = [each for each in held["sources"] if each["release"] != source["release"]]
    sources = sorted([*others, new], key=lambda each: last_day(str(each["published"])))
    said = held.get("measures", {})
    # A release with whole numbers does not unsay the decimal places of another.
    places = {name: max(number, said.get(name, {}).get("decimals", 0))
              for name, number in read.decimals.items()}  # fmt: skip
    bases = [line for each in sources
             for line in meanings.population_basis(each["release"], each["periods"])]  # fmt: skip
    return {
        "name": match.statistic.replace("_", "-"),
        "profile": "data-resource",
        "path": [each["figures"] for each in sources],
        "title": match.about["title"],
        "licenses": [rules.licence()],
        "sources": sources,
        "measures": said | meanings.measures(match, places),
        **({"population_basis": bases} if bases else {}),
    }


def as_text(description: dict[str, Any]) -> bytes:
    """A description as it is written."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(description, Dumper=dumper, sort_keys=False, allow_unicode=True, width=96)
    return f"# Written by `mscp import`; not to be edited by hand.\n{text}".encode()


def long_rows(path: Path) -> pd.DataFrame:
    """The figures of one release: a row a measure, with the text that is kept.

    Parameters
    ----------
    path : Path
        A file of ``data/published/imported``.

    Returns
    -------
    pandas.DataFrame
        ``period``, ``area_code``, breakdowns, ``measure`` and ``text``.
    """
    import pyarrow as pa

    table = _stream(path)
    keys = [each.name for each in table.schema if pa.types.is_dictionary(each.type)]
    frame = table.to_pandas().astype("str")
    return frame.melt(id_vars=keys, var_name="measure", value_name="text")


def pairs(path: Path) -> set[Pair]:
    """The areas that each period of a release has rows of."""
    rows = _stream(path).select(["period", "area_code"]).to_pandas().drop_duplicates()
    return set(rows.itertuples(index=False, name=None))


def _stream(path: Path) -> Any:
    import pyarrow as pa

    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_stream(file).read_all()


def imported(
    statistic: str, known_at: str | date | None = None, data_dir: str | Path | None = None
) -> pd.DataFrame:
    """The figures of an imported statistic, as they were known at a date.

    Of each figure the newest release is kept that was out at the date; a newer marker is never
    filled with an older number.

    Parameters
    ----------
    statistic : str
        Its name, as ``mscp import`` says it: ``care_leavers_activity``.
    known_at : str or datetime.date, optional
        ISO date; by default everything held is known.
    data_dir : path, optional
        Folder that holds ``published``; the project's own by default.

    Returns
    -------
    pandas.DataFrame
        ``release``, ``period``, ``area_code``, breakdowns, ``measure``, ``value`` as printed,
        and ``marker``; exactly one of the last two is empty.

    Raises
    ------
    LookupError
        If it has not been imported, or nothing of it was out at the date.
    """
    import pandas as pd

    published = Path(data_dir or data_folder()) / "published"
    held = description(published, statistic)
    day = date.fromisoformat(known_at) if isinstance(known_at, str) else known_at
    sources = [s for s in held["sources"] if day is None or last_day(str(s["published"])) <= day]
    if not sources:
        known = sorted(p.name.removesuffix(ENDING) for p in folder_of(published).glob(f"*{ENDING}"))
        raise LookupError(
            f"Nothing of {statistic!r} is held{f' that was out on {day}' if day else ''}; imported "
            f"are {', '.join(known) or 'no statistics'}."
        )
    frames = [
        long_rows(folder_of(published) / each["figures"]).assign(release=each["release"])
        for each in sources
    ]
    rows = pd.concat(frames).fillna("")
    keys = [name for name in rows.columns if name not in {"text", "release"}]
    rows = rows.drop_duplicates(keys, keep="last").reset_index(drop=True)
    marked = rows["text"].isin(MARKERS)
    rows = rows.assign(value=rows["text"].mask(marked, ""), marker=rows["text"].where(marked, ""))
    return rows[["release", *keys, "value", "marker"]]
