"""Wide tables: one row an area, and a column for each item or year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mscp_analysis.areas import Area, Register
from mscp_analysis.periods import ReportingYear
from mscp_analysis.publishers.families import Match
from mscp_analysis.publishers.grids import Grid, tables
from mscp_analysis.publishers.reading import plain, refusal
from mscp_analysis.publishers.roles import Roles, meaning_of
from mscp_analysis.publishers.rows import Part, keys_of
from mscp_analysis.publishers.symbols import Unknown, settle


class Cell(NamedTuple):
    """One figure of a wide table, and where it stands."""

    period: str
    area_code: str
    breakdown: str
    item: str
    text: str
    row: int


class Wide:
    """Reads the tables of one sheet.

    Parameters
    ----------
    file : str
        Name of the file, with the sheet where it has several.
    match : Match
        What the sheet was recognised as.
    grid : Grid
        The sheet.
    roles : Roles
        What its columns are for.
    areas : Register
        The areas.
    period : str
        The period of every figure, where the columns do not say it.
    release : str
        The release, whose symbols may mean something of its own.
    """

    def __init__(
        self, file: str, match: Match, grid: Grid, roles: Roles, areas: Register,
        period: str = "", release: str = "",
    ) -> None:  # fmt: skip
        self.file, self.match, self.grid, self.roles = file, match, grid, roles
        self.areas, self.period, self.release = areas, period, release
        self.left: Counter[str] = Counter()

    def read(self) -> Part:
        """Understand every figure of the sheet, or refuse the first that cannot be.

        Raises
        ------
        ValueError
            With file, row and column, what was expected, what came and what to do.
        """
        import pyarrow as pa

        cells = list(self._cells())
        if not cells:
            raise ValueError(f"{self.file}: the table has a heading and no rows of areas.")
        breakdown = self.match.family.get("breakdown", "")
        years = self.match.family["layout"] == "years"
        columns = {"period": [cell.period for cell in cells],
                   "area_code": [cell.area_code for cell in cells]}  # fmt: skip
        columns |= {breakdown: [cell.breakdown for cell in cells]} if breakdown else {}
        columns |= {} if years else {"item": [cell.item for cell in cells]}
        coded = {name: pa.array(texts).dictionary_encode() for name, texts in columns.items()}
        try:
            settled = settle(
                pa.array([cell.text for cell in cells]), meaning_of(self.match, self.release)
            )
        except Unknown as wrong:
            raise self._refusal(cells[wrong.position]) from None
        table = pa.table({**coded, "value": settled.column})
        keys, places = keys_of(list(coded.values())), {"value": settled.decimals}
        return Part(table, settled.markers, settled.numbers, places, self.left, keys=keys)

    def _cells(self) -> Iterator[Cell]:
        for above, first, end in tables(self.grid, self.match.heading):
            names = self._names(above, self.grid.rows[first - 1])
            breakdown = self._breakdown(above)
            for at in range(first, end):
                row = self.grid.rows[at]
                area = self._area(row, at + 1, len(names))
                if area is None:
                    continue
                for column, (period, item) in names.items():
                    text = row[column].strip() if column < len(row) else ""
                    text = text or self._blank(column)
                    yield Cell(period, area.code, breakdown, item, text, at + 1)

    def _blank(self, column: int) -> str:
        blanks = self.match.family.get("blanks", {})
        return blanks.get(plain(self.grid.rows[self.match.heading][column]), "")

    def _names(
        self, above: Sequence[Sequence[str]], header: Sequence[str]
    ) -> dict[int, tuple[str, str]]:
        """Period and item of each column of figures."""
        pattern = self.match.family.get("names_above")
        named = next((row for row in above if pattern and any(re.match(pattern, c) for c in row)),
                     header)  # fmt: skip
        names = {}
        for column, name in self.roles.measures.items():
            if re.search(self.match.family.get("drop", "^$"), name):
                continue
            if self.match.family["layout"] == "years":
                names[column] = (self._year(name), "")
            else:
                names[column] = (self.period, named[column].strip())
        return names

    def _year(self, name: str) -> str:
        for pattern, label in self.match.family["years"].items():
            if found := re.fullmatch(pattern, name):
                said = label.format(found[1])
                return said if said.startswith("mid-") else ReportingYear.parse(said).label
        raise refusal(
            self.file, self.match.heading + 1, name, "a year", repr(name),
            "the file is another than it seems",
        )  # fmt: skip

    def _breakdown(self, above: Sequence[Sequence[str]]) -> str:
        """What the sheet's name, or the lines above the table, say that all of it is of."""
        if "above" not in self.match.family:
            return self.grid.title
        text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in above)
        found = re.findall(self.match.family["above"], text)
        return found[-1] if found else ""

    def _area(self, row: Sequence[str], number: int, figures: int) -> Area | None:
        if sum(bool(cell.strip()) for cell in row) < 3 or self._conditions(row):
            return None  # An empty row, a heading over several rows, or a note at the foot.
        single = self.roles.single
        at = single["code"] if "code" in single else single["name"]
        text = row[at].strip()
        part = row[single["part"]].strip() if "part" in single else ""
        text = self.match.family.get("parts", {}).get(part, text)
        try:
            return self.areas.by_code(text) if "code" in single else self.areas.find(text)
        except LookupError:
            if self.match.family.get("elsewhere"):
                self.left[text or "(no code)"] += 1
                return None
        raise refusal(
            self.file, number, self.grid.rows[self.match.heading][at],
            "a name or code of data/published/areas.csv", repr(text) if text else "an empty cell",
            "import a newer history of area codes (las.csv) with it",
        ) from None  # fmt: skip

    def _conditions(self, row: Sequence[str]) -> bool:
        without = any(row[at].strip() in said for at, said in self.roles.without.items())
        return without or any(row[at].strip() not in said for at, said in self.roles.only.items())

    def _refusal(self, cell: Cell) -> ValueError:
        family = self.match.family["symbols"]
        return refusal(
            self.file, cell.row, cell.item or cell.period, "a number or a symbol that is known",
            repr(cell.text) if cell.text else "an empty cell",
            "look up what the publisher means by it and write it into the symbols of "
            f"{family!r} in data/rules/families.yaml, and do not put a number in its place",
        )  # fmt: skip
