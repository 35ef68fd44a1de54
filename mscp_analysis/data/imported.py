"""A statistic as it was imported: all its releases, read as the shipped tables are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mscp_analysis.areas import read_yaml, shelf
from mscp_analysis.data.held import ENDING, Held
from mscp_analysis.measures import MARKERS

if TYPE_CHECKING:
    import pyarrow as pa

_KEYS = ("period", "area_code")


def as_imported(name: str) -> Held:
    """An imported statistic, read once, and again when one of its files has changed.

    Parameters
    ----------
    name : str
        Its name, as ``mscp import`` says it.

    Returns
    -------
    Held
        A table like those that are shipped, with the same columns.

    Raises
    ------
    LookupError
        If a file of its figures is missing.
    ValueError
        If the figures are not those that the description tells of, or are words.
    """
    path = shelf("published") / "imported" / f"{name}{ENDING}"
    return _read_once(name, path.resolve(), path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read_once(name: str, path: Path, _written: int) -> Held:
    return Imported(name, path)


class Imported(Held):
    """A statistic as imported, and its description.

    Parameters
    ----------
    name : str
        Its name.
    path : pathlib.Path
        Its description.
    """

    def __init__(self, name: str, path: Path) -> None:
        self.name, self.path = name, path
        self.description: dict[str, Any] = read_yaml(path)
        if "measures" not in self.description:
            raise ValueError(
                f"{path} does not say what its measures mean: it was written by an earlier "
                "version, so import its releases again."
            )
        self._date()
        frame = self._read_all()
        # What every row says alike tells no rows apart: the heading of a file, mostly.
        fixed = [each for each in frame.schema.names[3:-3]
                 if len(frame[each].unique()) == 1]  # fmt: skip
        self.frame = frame.drop_columns(fixed).to_pandas()
        self.fields = list(self.frame)
        self.breakdowns = self.fields[3:-3]

    def _read_all(self) -> pa.Table:
        """Every release below the other, a row a figure."""
        import pyarrow as pa

        parts = [part for said in self.description["sources"] for part in self._parts(said)]
        names = dict.fromkeys(name for part in parts for name in part.schema.names[3:-3])
        order = ["release", *_KEYS, *names, "measure", "value", "marker"]
        whole = [_with(part, names).select(order) for part in parts]
        return pa.concat_tables(whole).unify_dictionaries().combine_chunks()

    def _parts(self, said: Mapping[str, Any]) -> Iterator[pa.Table]:
        """A release measure by measure."""
        import pyarrow as pa

        table = _stream(self.path.parent / said["figures"])
        if table.num_rows != said["rows"]:
            raise ValueError(
                f"{self.path.parent / said['figures']}: expected {said['rows']:,} rows, as the "
                f"description says, came {table.num_rows:,}; import {said['release']} again."
            )
        coded = [each.name for each in table.schema if pa.types.is_dictionary(each.type)]
        number = table.num_rows
        for measure in said["measures"]:
            value, marker = self._settled(table[measure], measure)
            columns = {"release": _alike(said["release"], number)}
            columns |= {name: table[name] for name in coded}
            columns |= {"measure": _alike(measure, number), "value": value, "marker": marker}
            yield pa.table(columns)

    def _settled(self, texts: pa.ChunkedArray, measure: str) -> tuple[Any, Any]:
        """Numbers, and what stands where there is none."""
        import pyarrow as pa
        from pyarrow import compute

        marked = compute.is_in(texts, pa.array(MARKERS))
        empty = pa.scalar(None, pa.string())
        try:
            value = compute.cast(compute.if_else(marked, empty, texts), pa.float64())
        except pa.ArrowInvalid:
            raise ValueError(
                f"{self.name}: its {measure} holds words and not numbers, which no measure can; "
                f"read it with publishers.imported({self.name!r})."
            ) from None
        return value, compute.if_else(marked, texts, pa.scalar("")).dictionary_encode()


def _stream(path: Path) -> pa.Table:
    try:
        import pyarrow as pa
    except ImportError:
        raise ValueError(
            f"Reading {path.parent.name} needs pyarrow, which the desk's environment has: run "
            "`make setup` and use .venv/desk/bin/python."
        ) from None
    if not path.exists():
        raise LookupError(
            f"{path} is missing, though its description is there: restore the file, or import "
            "its release again."
        )
    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_stream(file).read_all()


def _alike(text: str, number: int) -> pa.DictionaryArray:
    """A column that says the same in every row."""
    import numpy as np
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(np.zeros(number, np.int32), pa.array([text]))


def _with(part: pa.Table, names: Mapping[str, None]) -> pa.Table:
    """The same with the breakdowns that only other releases have, empty."""
    for name in names:
        if name not in part.schema.names:
            part = part.append_column(name, _alike("", part.num_rows))
    return part
