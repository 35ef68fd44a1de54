"""The rules of disclosure control as data: one file a producer, read and checked here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import yaml

RULES = Path(__file__).parents[2] / "data" / "rules" / "disclosure"
"""The folder of the rules that come with the project."""

Levels = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One producer's rule, as recorded beside every table that it protected.

    Parameters
    ----------
    name, title, source, url : str
        Which rule it is, and where it is written down.
    threshold : int
        Counts from 1 to this are withheld.
    width : int
        A withheld count must stay possible over a range at least this wide, highest minus
        lowest; at most the threshold less 1, when every value of the rule stays possible.
    symbol : str
        What is printed in place of a withheld figure; in data its marker is always ``c``.
    zeros : {"shown", "hidden"}
        Whether a true zero is shown.
    secondary : bool
        Whether further figures are withheld so that arithmetic gives none back.
    exempt : mapping of column to prefixes
        Rows never withheld: ``{"area_code": ("E92",)}`` is England.
    base : int or None
        Counts are rounded to this; None where they are not.
    rounded_only, rounded_except : mapping of column to prefixes
        Which rows are rounded; both empty means all.
    complex : tuple of str
        Names of derived statistics that the rule exempts (standardised rates).

    Examples
    --------
    >>> rule = settings("dfe")
    >>> rule.threshold, rule.symbol, rule.base
    (5, 'c', 10)
    """

    name: str
    title: str
    source: str
    url: str = ""
    threshold: int = 5
    width: int = 4
    symbol: str = "c"
    zeros: Literal["shown", "hidden"] = "shown"
    secondary: bool = True
    exempt: Levels = field(default_factory=dict)
    base: int | None = None
    rounded_only: Levels = field(default_factory=dict)
    rounded_except: Levels = field(default_factory=dict)
    complex: tuple[str, ...] = ()

    @property
    def least(self) -> int:
        """The lowest count that is ever withheld: 1 where true zeros are shown."""
        return 1 if self.zeros == "shown" else 0

    def exempts(self, rows: pd.DataFrame) -> np.ndarray:
        """Which rows the rule never withholds, shape (len(rows),)."""
        return _within(rows, self.exempt)

    def rounds(self, rows: pd.DataFrame) -> np.ndarray:
        """Which rows the rule rounds, shape (len(rows),)."""
        if self.base is None:
            return np.zeros(len(rows), dtype=bool)
        chosen = _within(rows, self.rounded_only) | (not self.rounded_only)
        return chosen & ~_within(rows, self.rounded_except)

    def rounded(self, values: np.ndarray) -> np.ndarray:
        """Counts to the nearest multiple of the base, halves up."""
        base = self.base or 1
        return np.floor(np.asarray(values, dtype=float) / base + 0.5) * base


def _within(rows: pd.DataFrame, levels: Levels) -> np.ndarray:
    found = np.zeros(len(rows), dtype=bool)
    for column, prefixes in levels.items():
        if column in rows and prefixes:
            found |= rows[column].astype(str).str.startswith(tuple(prefixes)).to_numpy(dtype=bool)
    return found


def settings(name: str, folder: Path | None = None) -> Settings:
    """Read and check one rule.

    A threshold, a rounding base or a symbol differs between producers, so none of them is a
    default in code: each is a line of a file that says where the rule is written down.

    Parameters
    ----------
    name : str
        Name of the file without its ending: ``dfe``, ``nhs_england``, ``partnership`` …
    folder : pathlib.Path, optional
        Where the files are; the project's ``data/rules/disclosure`` by default.

    Returns
    -------
    Settings

    Raises
    ------
    LookupError
        If there is no such file; the sentence names those that there are.
    ValueError
        If a key is missing, unknown or cannot be meant; names the file and the key.

    Examples
    --------
    >>> settings("nhs_england").rounded([12, 13]).tolist()
    [10.0, 15.0]
    >>> settings("ofsted")
    Traceback (most recent call last):
    LookupError: There is no disclosure rule 'ofsted'; there are dfe, dfe_2007, injuries, \
nhs_england, partnership.
    """
    folder = RULES if folder is None else folder
    path = folder / f"{name}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in folder.glob("*.yaml"))) or "none"
        raise LookupError(f"There is no disclosure rule {name!r}; there are {known}.")
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(given, dict):
        raise ValueError(f"{path.name}: expected keys and values, got {given!r}.")
    return _checked(name, given, path.name)


def _whole(low: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and value >= low


def _levels(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(found, list) and all(isinstance(text, str) and text for text in found)
        for found in value.values()
    )


_KEYS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "title": (lambda value: isinstance(value, str) and bool(value), "a text"),
    "source": (lambda value: isinstance(value, str) and bool(value), "a text"),
    "url": (lambda value: isinstance(value, str), "a text"),
    "threshold": (_whole(1), "a whole number of 1 or more"),
    "width": (_whole(1), "a whole number of 1 or more"),
    "symbol": (lambda value: isinstance(value, str) and bool(value.strip()), "a text"),
    "zeros": (lambda value: value in ("shown", "hidden"), "shown or hidden"),
    "secondary": (lambda value: isinstance(value, bool), "true or false"),
    "exempt": (_levels, "columns with lists of texts, or {}"),
    "rounding": (
        lambda value: value == "none" or (isinstance(value, dict) and _whole(2)(value.get("base"))),
        "none, or a base of 2 or more",
    ),
    "complex": (lambda value: isinstance(value, list), "a list"),
}
_OPTIONAL = {"url", "complex"}


def _checked(name: str, given: dict[str, Any], file: str) -> Settings:
    for key in [*given, *_KEYS]:
        if key not in _KEYS:
            raise ValueError(f"{file}: unknown key {key!r}; expected {', '.join(_KEYS)}.")
        if key not in given and key not in _OPTIONAL:
            raise ValueError(f"{file}: the key {key!r} is missing; it must be {_KEYS[key][1]}.")
        if key in given and not _KEYS[key][0](given[key]):
            raise ValueError(f"{file}: {key} is {given[key]!r}; it must be {_KEYS[key][1]}.")
    least = given["threshold"] - (given["zeros"] == "shown")
    if given["width"] > least:
        raise ValueError(
            f"{file}: width is {given['width']}, but a count withheld under this threshold can "
            f"range over {least} at most; give a width of {least} or less."
        )
    rounding = given.pop("rounding")
    return Settings(name=name, **_frozen(given), **_rounding(rounding, file))


def _frozen(given: dict[str, Any]) -> dict[str, Any]:
    exempt = {column: tuple(prefixes) for column, prefixes in given["exempt"].items()}
    return {**given, "exempt": exempt, "complex": tuple(given.get("complex", ()))}


def _rounding(rounding: Any, file: str) -> dict[str, Any]:
    if rounding == "none":
        return {}
    chosen = {key: rounding.get(key, {}) for key in ("only", "except")}
    for key, value in chosen.items():
        if not _levels(value) or set(rounding) - {"base", *chosen}:
            raise ValueError(
                f"{file}: rounding is {rounding!r}; beside base it may hold only and except, "
                f"each columns with lists of texts ({key} is {value!r})."
            )
    return {
        "base": rounding["base"],
        "rounded_only": {column: tuple(texts) for column, texts in chosen["only"].items()},
        "rounded_except": {column: tuple(texts) for column, texts in chosen["except"].items()},
    }
