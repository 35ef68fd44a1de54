"""A published table as it is held: all its releases, checked against its description."""

from __future__ import annotations

import hashlib
import io
import re
import sys
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from mscp_analysis.areas import made_up, register, shelf
from mscp_analysis.areas.held import partnerships
from mscp_analysis.measures import MARKERS
from mscp_analysis.periods import last_day

_PERIOD = re.compile(r"(19|20)\d\d-\d\d|mid-(19|20)\d\d|(19|20)\d\d-\d\d-\d\d")
ENDING = ".resource.yaml"
_KEYS, _OBSERVED = ["release", "period", "area_code"], ["measure", "value", "marker"]


def tables() -> list[str]:
    """Names of the published tables that hold measures, and of the statistics imported besides.

    Examples
    --------
    >>> tables()[:2]
    ['assessment_factors', 'child_protection_plans']
    """
    return sorted({*shipped(), *imported()})


def shipped() -> list[str]:
    """Names of the tables that the pages of a report stand on."""
    names = _described(shelf("published"))
    return [name for name in names if name not in {"areas", "statistical_neighbours"}]


def imported() -> list[str]:
    """Names of the statistics that ``mscp import`` has put beside them."""
    return _described(shelf("published") / "imported")


def _described(folder: Path) -> list[str]:
    return sorted(path.name.removesuffix(ENDING) for path in folder.glob(f"*{ENDING}"))


def held(name: str) -> Held:
    """A table, read and checked once, and again when one of its files has changed.

    Raises
    ------
    LookupError, ValueError
        As ``Held``.
    """
    folder, own = shelf("published"), made_up_figures()
    files = [each / f"{name}{ending}" for each in (folder, *own) for ending in (".csv", ENDING)]
    # By where it really lies: the folder that a report's chapters read links to the same tables.
    stamps = [
        (str(file.resolve()), file.stat().st_mtime_ns, file.stat().st_size)
        for file in files
        if file.exists()
    ]
    for file in (*files, folder / "areas.csv"):  # whose codes a table may name
        # Whoever listens for what is opened must hear of a table also where it was read before.
        sys.audit("open", str(file), "r", 0)
    return _read_once(name, tuple(own.items()), tuple(stamps))


@lru_cache(maxsize=16)
def _read_once(
    name: str, further: tuple[tuple[Path, str], ...], _stamps: tuple[tuple[str, int, int], ...]
) -> Held:
    table = Held(name)
    for folder, code in further:
        if (folder / f"{name}{ENDING}").exists():
            table.lay_over(Held(name, folder, {code}))
    return table


def made_up_figures() -> dict[Path, str]:
    """The folder of figures that are made up, and the code of the area that they are of.

    They are read only where their partnership is the only one in the data folder, as it is in
    the folder that the chapters of its report run on. Where there is another, nothing made up
    stands among the figures of areas that exist.

    Raises
    ------
    ValueError
        If a partnership that is not made up has such a folder, or a made-up one claims the code
        of an area that exists.
    """
    made_up.areas()  # Refuses such a code.
    held, found = partnerships(), {}
    for path, about in held:
        folder = path.parent / "published"
        if folder.is_dir() and not made_up.is_made_up(about):
            raise ValueError(
                f"{folder}: published figures are kept in {shelf('published')}; only a "
                "partnership that says `made_up: true` may have figures of its own beside them."
            )
        if folder.is_dir() and len(held) == 1:
            found[folder] = str(about["area_code"])
    return found


class Held:
    """A table and its description.

    Parameters
    ----------
    name : str
        Name of the table.
    folder : pathlib.Path, optional
        Where it is, if not among the published tables: the made-up figures of an area.
    codes : set of str, optional
        The areas that it may speak of; by default all that exist.

    Raises
    ------
    LookupError
        If there is no such table.
    ValueError
        If its bytes are not those that the description was written for, or a cell is not as
        the description says.
    """

    def __init__(
        self, name: str, folder: Path | None = None, codes: set[str] | None = None
    ) -> None:
        folder = folder or shelf("published")
        self.name, self.path = name, folder / f"{name}.csv"
        self.codes = codes or {area.code for area in register().areas}
        if name not in shipped():
            raise LookupError(no_table(name, folder))
        if not self.path.exists():
            raise LookupError(
                f"{self.path} is missing, though its description is there: restore the file, or "
                "import its releases again."
            )
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        text = (folder / f"{name}{ENDING}").read_bytes()
        self.description: dict[str, Any] = yaml.load(text, Loader=loader)
        self.fields = [field["name"] for field in self.description["schema"]["fields"]]
        self.breakdowns = [each for each in self.fields if each not in {*_KEYS, *_OBSERVED}]
        self._date()
        self.frame = self._read()

    def _date(self) -> None:
        self.published = {s["release"]: str(s["published"]) for s in self.description["sources"]}
        self.out = {release: last_day(text) for release, text in self.published.items()}
        self.rank = {name: i for i, name in enumerate(sorted(self.out, key=self.out.__getitem__))}

    def lay_over(self, other: Held) -> None:
        """Add the made-up rows of an area that does not exist, and where they claim to be from.

        Raises
        ------
        ValueError
            If they are not of the same columns and measures, or of a release whose name does
            not say that it is made up.
        """
        for key in ("schema", "measures"):
            if other.description[key] != self.description[key]:
                raise ValueError(
                    f"{other.path}: its description differs from that of {self.path} in {key}; "
                    "run its generator again."
                )
        for release in other.rank:
            if not release.startswith(made_up.PREFIX):
                raise ValueError(
                    f"{other.path}, release {release!r}: expected a name that begins with "
                    f"{made_up.PREFIX}, since its figures are made up."
                )
        for key in ("sources", "population_basis"):
            both = [*self.description.get(key, []), *other.description.get(key, [])]
            self.description = {**self.description, key: both}
        self._date()
        self.frame = pd.DataFrame(
            {name: _joined(self.frame[name], other.frame[name]) for name in self.fields}
        )

    def _read(self) -> pd.DataFrame:
        raw = self.path.read_bytes()
        came = f"sha256:{hashlib.sha256(raw).hexdigest()}"
        if came != self.description["hash"]:
            raise ValueError(
                f"{self.path} is not the table that its description describes: expected "
                f"{self.description['hash']}, came {came}; restore the file, or import its "
                "releases again."
            )
        kinds = dict.fromkeys(self.fields, "category") | {"value": "float64"}
        try:
            frame = pd.read_csv(
                io.BytesIO(raw), dtype=kinds, usecols=self.fields,
                keep_default_na=False, na_values={"value": [""]},
            )  # fmt: skip
        except ValueError:
            raise self._unreadable(raw) from None
        self._check(frame)
        return frame

    def _check(self, frame: pd.DataFrame) -> None:
        allowed = {
            "release": self.rank,
            "area_code": self.codes,
            "measure": self.description["measures"],
            "marker": {"", *MARKERS},
        }
        for column, known in allowed.items():
            for came in frame[column].cat.categories.difference(list(known)):
                row = int(np.flatnonzero(frame[column] == came)[0])
                raise self._refusal(row, column, "a value that its description allows", came)
        for came in frame["period"].cat.categories:
            if not _PERIOD.fullmatch(came):
                row = int(np.flatnonzero(frame["period"] == came)[0])
                raise self._refusal(row, "period", "2023-24, mid-2023 or 2023-09-30", came)
        wrong = np.flatnonzero(frame["value"].isna() != (frame["marker"] != ""))
        if len(wrong):
            came = "both" if frame["marker"].iloc[wrong[0]] else "neither"
            raise self._refusal(int(wrong[0]), "value", "either a number or a marker", came)
        keys = [column for column in self.fields if column not in {"value", "marker"}]
        again = np.flatnonzero(pd.Series(codes(frame, keys)).duplicated())
        if len(again):
            raise self._refusal(int(again[0]), "measure", "one row for a number", "it once more")

    def _unreadable(self, raw: bytes) -> ValueError:
        frame = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)
        for field in self.fields:
            if field not in frame:
                return self._refusal(-1, field, "a column of that name", ", ".join(frame))
        bad = pd.to_numeric(frame["value"], errors="coerce").isna() & (frame["value"] != "")
        row = int(np.flatnonzero(bad)[0])
        return self._refusal(row, "value", "a number or nothing", frame["value"].iloc[row])

    def _refusal(self, row: int, column: str, expected: str, came: str) -> ValueError:
        return ValueError(
            f"{self.path}, row {row + 2}, column {column!r}: expected {expected}, came {came!r}; "
            "restore the file, or import its releases again."
        )


def _joined(one: pd.Series, other: pd.Series) -> Any:
    if one.dtype != "category":
        return np.concatenate([one, other])
    return pd.api.types.union_categoricals([one, other])


def codes(frame: pd.DataFrame, columns: list[str]) -> np.ndarray:
    """One integer for each combination of categories, in the order of the columns."""
    key = np.zeros(len(frame), dtype=np.int64)
    for column in columns:
        key = key * len(frame[column].cat.categories) + frame[column].cat.codes.to_numpy()
    return key


def no_table(name: str, folder: Path) -> str:
    """That there is no table of a name, and which there are, also among those imported."""
    near = get_close_matches(name, tables(), n=2, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    also = f"imported are {', '.join(imported())}" if imported() else "no statistic is imported"
    known = ", ".join(shipped()) or "none"
    return f"There is no table {name!r} in {folder}: {hint}There are {known}; {also}."
