"""Read a statistic to its last cell, and make sure that it is all there, and once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mscp_analysis import progress
from mscp_analysis.areas import Register
from mscp_analysis.publishers import families, text
from mscp_analysis.publishers.completeness import Pair
from mscp_analysis.publishers.containers import Plain
from mscp_analysis.publishers.long import Reader
from mscp_analysis.publishers.roles import Roles
from mscp_analysis.publishers.rows import Part
from mscp_analysis.publishers.statistic import Recognised, header_of, parquet_of, roles_in
from mscp_analysis.publishers.text import Piece
from mscp_analysis.publishers.wide import Wide


@dataclass
class Read:
    """What was found when a statistic was read to its end.

    Parameters
    ----------
    sha256 : str
        SHA-256 of the file's bytes, unpacked.
    periods : list of str
        Its periods, in their order.
    rows, numbers, areas : int
        How many there are.
    pairs : set of (str, str)
        The areas that each period has rows of.
    decimals : dict of str to int
        Decimal places of each measure.
    markers, left, undated : collections.Counter
        Cells without a number by marker, rows left out by the area that they are of, and by what
        they have in the place of a period.
    """

    sha256: str = ""
    periods: list[str] = field(default_factory=list)
    rows: int = 0
    numbers: int = 0
    areas: int = 0
    pairs: set[Pair] = field(default_factory=set)
    decimals: dict[str, int] = field(default_factory=dict)
    markers: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    undated: Counter[str] = field(default_factory=Counter)

    def add(self, part: Part) -> None:
        """Count what a part of it holds."""
        self.rows += part.table.num_rows
        self.numbers += part.numbers
        self.markers += part.markers
        self.left += part.left
        self.undated += part.undated
        for name, decimals in part.decimals.items():
            self.decimals[name] = max(decimals, self.decimals.get(name, 0))


def read_to_end(
    found: Recognised,
    areas: Register,
    take: Callable[[Any], None],
    period: str | None = None,
    release: str = "",
) -> Read:
    """Read every figure, and hand each part on as it is understood.

    Parameters
    ----------
    found : Recognised
        The file.
    areas : Register
        The areas.
    take : callable
        What is done with the rows of each part, a pyarrow table.
    period : str, optional
        The period of all figures, where no column says it.
    release : str
        The release that they are of.

    Returns
    -------
    Read

    Raises
    ------
    ValueError
        If a cell is not understood, a figure comes twice, or rows are missing at the end.
    """
    read, keys, last = Read(), [], ("", "")
    pairs: Counter[Pair] = Counter()
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(text.digest_of, found.plain)
        for part in _parts(found, areas, period, release):
            take(part.table)
            read.add(part)
            keys.append(part.keys)
            last = _count(part.table, pairs)
            progress.at(f"reading {found.plain.name}, {read.rows:,} rows so far", 0, 0)
        read.sha256 = digest.result()
    read.pairs = set(pairs)
    read.periods = sorted({period for period, _ in pairs})
    read.areas = len({code for _, code in pairs})
    _check_once(found, np.concatenate(keys) if keys else np.zeros(0))
    _check_whole(found, pairs, last)
    if not read.rows:
        raise ValueError(f"{found.plain.name}: a heading, and no row of an area in England.")
    return read


def _parts(found: Recognised, areas: Register, period: str | None, release: str) -> Iterator[Part]:
    roles, header = roles_in(found), header_of(found)
    name = found.plain.name
    if found.match.family["layout"] != "long":
        for sheet in found.sheets:
            where = f"{name}, sheet {sheet.title!r}" if sheet.title else name
            match = families.recognise(sheet.rows) or found.match
            of_sheet = Recognised(found.plain, match, [sheet], sheet.rows)
            yield Wide(where, match, sheet, roles_in(of_sheet), areas, period or "", release).read()
        return
    reader = Reader(name, found.match, header, roles, areas, period, release)
    if found.plain.suffix == ".parquet":
        yield reader.read(_piece(found, roles))
        return
    numbered = [str(at) for at in range(len(header))]
    yield from text.pieces(found.plain, numbered, [numbered[at] for at in roles.used], reader.read)


def _piece(found: Recognised, roles: Roles) -> Piece:
    import pyarrow as pa

    table = parquet_of(found.plain)
    columns = [table.column(at).cast(pa.string()).fill_null("") for at in roles.used]
    held = pa.table(columns, names=[str(at) for at in roles.used]).combine_chunks()
    return Piece(held, Plain(found.plain.name, b"\n"), 1)


def _count(table: Any, pairs: Counter[Pair]) -> Pair:
    """Add how many rows each area has of each period; of which the last row is."""
    periods, places = (table[name].combine_chunks() for name in ("period", "area_code"))
    width = len(places.dictionary)
    ids = periods.indices.to_numpy().astype(np.int64) * width + places.indices.to_numpy()
    counts = np.bincount(ids)
    named = periods.dictionary.to_pylist(), places.dictionary.to_pylist()
    held = np.flatnonzero(counts)
    for at, number in zip(held.tolist(), counts[held].tolist(), strict=True):
        pairs[named[0][at // width], named[1][at % width]] += number
    return (named[0][ids[-1] // width], named[1][ids[-1] % width]) if len(ids) else ("", "")


def _check_whole(found: Recognised, pairs: Counter[Pair], last: Pair) -> None:
    """Refuse a long table whose last area has fewer rows than others: it was cut between rows."""
    same = [number for (period, _), number in pairs.items() if period == last[0]]
    if "level" not in found.match.family["columns"].values() or len(same) < 10:
        return
    if pairs[last] < max(same):
        raise ValueError(
            f"{found.plain.name}, the last row: expected {max(same)} rows for {last[1]} in "
            f"{last[0]}, as other areas have, came {pairs[last]}; the file is cut short, so "
            "download it again."
        )


def _check_once(found: Recognised, keys: np.ndarray) -> None:
    ordered = np.sort(keys)
    again = int((ordered[1:] == ordered[:-1]).sum())
    if again and not found.match.family.get("repeated"):
        raise ValueError(
            f"{found.plain.name}: expected one row for each area, period and breakdown, came "
            f"{again:,} again; the file is broken, or a column that tells them apart is not read."
        )
