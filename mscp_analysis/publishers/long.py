"""Long tables of any size: one row for each area, period and breakdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mscp_analysis.areas import Area, Register
from mscp_analysis.publishers.families import Match
from mscp_analysis.publishers.reading import refusal
from mscp_analysis.publishers.roles import Roles, meaning_of, period_reader
from mscp_analysis.publishers.rows import Part, Places, Rows, first_of, keys_of
from mscp_analysis.publishers.symbols import Meaning, Settled, Unknown, settle
from mscp_analysis.publishers.text import Piece

if TYPE_CHECKING:
    import pyarrow as pa

_KEPT = Meaning({marker: marker for marker in ("c", "x", "z", "u", "k", "low")}, negative=True)


class Reader:
    """Reads the pieces of one file.

    Parameters
    ----------
    file : str
        Its name, for messages.
    match : Match
        What it was recognised as.
    header : sequence of str
        Its columns.
    roles : Roles
        What they are for.
    areas : Register
        The areas, for their codes.
    period : str, optional
        The period of every row, where no column says it.
    release : str
        The release, whose symbols may mean something of its own.
    """

    def __init__(
        self, file: str, match: Match, header: Sequence[str], roles: Roles, areas: Register,
        period: str | None = None, release: str = "",
    ) -> None:  # fmt: skip
        self.file, self.match, self.header, self.roles = file, match, list(header), roles
        self.areas, self.period = areas, period
        self.meaning, self.period_of = meaning_of(match, release), period_reader(match)
        self._codes: dict[tuple[int, str], str | None] = {}

    def read(self, piece: Piece) -> Part:
        """Understand a piece, every cell of it, or refuse the first that cannot be.

        Raises
        ------
        ValueError
            With file, row and column, what was expected, what came and what to do.
        """
        import pyarrow as pa

        rows = self._numbered(piece)
        periods, places = self._periods(rows), self._areas(rows)
        undated = self._undated(periods)
        kept = self._kept(rows) & (places.ids >= 0) & ~undated
        left = Counter({name: int(number) for name, number in places.left.items()})
        columns = {"period": periods, "area_code": places.column}
        for at, name in self.roles.breakdowns.items():
            columns[name] = rows.coded(at)
        measures = {name: rows.column(at) for at, name in self.roles.measures.items()}
        if not kept.all():
            mask = pa.array(kept)
            columns = {name: column.filter(mask) for name, column in columns.items()}
            measures = {name: column.filter(mask) for name, column in measures.items()}
        where = np.flatnonzero(kept)
        settled = {
            name: self._settled(name, column, rows, where) for name, column in measures.items()
        }
        markers: Counter[str] = sum((each.markers for each in settled.values()), Counter())
        numbers = sum(each.numbers for each in settled.values())
        table = pa.table({**columns, **{name: each.column for name, each in settled.items()}})
        decimals = {name: each.decimals for name, each in settled.items()}
        keys = keys_of(list(columns.values()))
        part = Part(table, markers, numbers, decimals, left, self._said(rows, undated), keys)
        return self._once(part) if self.match.family.get("repeated") else part

    def _numbered(self, piece: Piece) -> Rows:
        return Rows(piece, self.roles.used)

    def _periods(self, rows: Rows) -> pa.DictionaryArray:
        import pyarrow as pa

        if "period" not in self.roles.single:
            filled = np.zeros(rows.number, np.int32)
            return pa.DictionaryArray.from_arrays(filled, pa.array([self.period or ""]))
        at = self.roles.single["period"]
        coded, kinds = rows.coded(at), [""]
        if "kind of period" in self.roles.single:
            kinds = rows.coded(self.roles.single["kind of period"]).dictionary.to_pylist()
        texts = coded.dictionary.to_pylist()
        labels = [self.period_of(text.strip(), kinds[0]) for text in texts]
        if len(kinds) > 1 or None in labels:
            wrong = texts[labels.index(None)] if None in labels else " and ".join(kinds)
            position = first_of(coded, wrong) if None in labels else 0
            raise refusal(
                self.file, rows.row(position), self.header[at],
                f"a period of one kind, such as 2024 or 202324 for {kinds[0] or 'a year'}",
                repr(wrong), "the file is another than it seems",
            )  # fmt: skip
        return pa.DictionaryArray.from_arrays(coded.indices, pa.array(labels, pa.string()))

    def _undated(self, periods: pa.DictionaryArray) -> np.ndarray:
        """Which rows name no period: they stand in no table, whatever else they say."""
        none = np.array([label == "" for label in periods.dictionary.to_pylist()], bool)
        return none[periods.indices.to_numpy()] & ("period" in self.roles.single)

    def _said(self, rows: Rows, undated: np.ndarray) -> Counter[str]:
        """What these rows have in the place of a period."""
        if not undated.any():
            return Counter()
        return Counter(rows.column(self.roles.single["period"]).to_numpy(False)[undated].tolist())

    def _areas(self, rows: Rows) -> Places:
        single, found = self.roles.single, {}
        if self.roles.levels:
            levels = rows.coded(single["level"])
            for number, level in enumerate(levels.dictionary.to_pylist()):
                if level not in self.roles.levels:
                    raise refusal(
                        self.file, rows.row(first_of(levels, level)), self.header[single["level"]],
                        " or ".join(map(repr, self.roles.levels)), repr(level),
                        "the file is another than it seems",
                    )  # fmt: skip
                found[number] = self.roles.levels[level]
            return self._placed(rows, levels.indices.to_numpy(), found)
        at = single["code"] if "code" in single else single["name"]
        return self._placed(rows, np.zeros(rows.number, np.int32), {0: at})

    def _placed(self, rows: Rows, which: np.ndarray, columns: Mapping[int, int]) -> Places:
        """The code of each row's area, from the column that its level has it in."""
        codes: dict[str, int] = {}
        ids = np.full(rows.number, -1, np.int32)
        left: Counter[str] = Counter()
        for number, at in columns.items():
            coded = rows.coded(at)
            mask = which == number if len(columns) > 1 else slice(None)
            texts = coded.dictionary.to_pylist()
            held = np.bincount(coded.indices.to_numpy()[mask], minlength=len(texts))
            known = np.full(len(texts), -1, np.int32)
            for place, text in enumerate(texts):
                if not held[place]:
                    continue
                code = self._code(text, at, rows, coded)
                if code is None:
                    left[text] += int(held[place])
                else:
                    known[place] = codes.setdefault(code, len(codes))
            ids[mask] = known[coded.indices.to_numpy()[mask]]
        return Places(ids, list(codes), left)

    def _code(self, text: str, at: int, rows: Rows, coded: pa.DictionaryArray) -> str | None:
        """The code of the area that a text names, looked up once a file."""
        if (at, text) not in self._codes:
            area = self._area(text, at, rows, coded)
            self._codes[at, text] = area.code if area else None
        return self._codes[at, text]

    def _area(self, text: str, at: int, rows: Rows, coded: pa.DictionaryArray) -> Area | None:
        by_name = self.roles.single.get("name") == at
        try:
            if by_name:
                return self.areas.find(self.match.family.get("names", {}).get(text, text))
            return self.areas.by_code(text.strip())
        except LookupError:
            if self.match.family.get("elsewhere") or self._is_joint(text):
                return None
        raise refusal(
            self.file, rows.row(first_of(coded, text)), self.header[at],
            "a name or code of data/published/areas.csv" if by_name
            else "a code of data/published/areas.csv",
            repr(text), "import a newer history of area codes (las.csv) with it",
        )  # fmt: skip

    def _once(self, part: Part) -> Part:
        """The same without rows that the publisher prints again; they have to say the same."""
        import pyarrow as pa

        _, first, of = np.unique(part.keys, return_index=True, return_inverse=True)
        for name in self.roles.measures.values():
            column = part.table[name].combine_chunks()
            if not column.equals(column.take(pa.array(first[of]))):
                raise ValueError(
                    f"{self.file}, column {name!r}: expected one figure for each area, period and "
                    "breakdown, came two that differ; download the file again."
                )
        kept = np.sort(first)
        cells = [settle(part.table[name].combine_chunks().take(pa.array(kept)), _KEPT)
                 for name in self.roles.measures.values()]  # fmt: skip
        markers: Counter[str] = sum((each.markers for each in cells), Counter())
        return Part(part.table.take(pa.array(kept)), markers, sum(each.numbers for each in cells),
                    part.decimals, part.left, part.undated, part.keys[kept])  # fmt: skip

    def _is_joint(self, text: str) -> bool:
        """Whether the code is of two authorities together, as in a year in which one splits."""
        codes = text.split(" / ")
        return len(codes) > 1 and all(map(self.areas.look_up, codes))

    def _kept(self, rows: Rows) -> np.ndarray:
        kept = np.ones(rows.number, bool)
        for conditions, wanted in ((self.roles.only, True), (self.roles.without, False)):
            for at, texts in conditions.items():
                coded = rows.coded(at)
                said = np.array([text in texts for text in coded.dictionary.to_pylist()], bool)
                kept &= said[coded.indices.to_numpy()] == wanted
        return kept

    def _settled(self, name: str, column: pa.Array, rows: Rows, where: np.ndarray) -> Settled:
        try:
            return settle(column, self.meaning)
        except Unknown as wrong:
            symbols = " ".join(filter(None, self.meaning.symbols)) or "no symbol"
            raise refusal(
                self.file, rows.row(int(where[wrong.position])), name,
                f"a number{' ' if self.meaning.negative else ' from 0 up '}or one of {symbols}",
                repr(wrong.text) if wrong.text else "an empty cell",
                f"look up what the publisher means by it and write it into the symbols of "
                f"{self.match.family['symbols']!r} in data/rules/families.yaml, and do not put a "
                "number in its place",
            ) from None  # fmt: skip
