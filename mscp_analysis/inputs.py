"""Figures as they are handed in: checked before anything is computed from them.

Whatever cannot be meant is refused with the name of the argument and its first offending
row. A missing figure is no error: it passes through and gives a missing result.
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Number
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[np.float64]

LEAST_CONFIDENCE = 0.9
"""Below this an interval misleads: the statistics of public health refuse it too."""


def counts(values: Any, name: str, *, fractional: bool = False, least: int = 0) -> npt.NDArray[Any]:
    """Counts of events or people: whole, finite and not negative.

    Parameters
    ----------
    values : array_like or pandas.Series, shape (n,)
        The counts; a missing one is NaN, None or NA.
    name : str
        Name of the argument, for the sentence that refuses it.
    fractional : bool
        Whether parts of an event may be counted (weighted or apportioned events).
    least : int
        The lowest count allowed.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Whole or floating numbers, missing ones as NaN.

    Raises
    ------
    ValueError
        Naming the argument, the first row that is wrong and what it should be.

    Examples
    --------
    >>> counts([3, None, 5], "count").tolist()
    [3.0, nan, 5.0]
    >>> counts([3, 2.5], "count")
    Traceback (most recent call last):
    ValueError: count: row 1 (counting from 0) is 2.5; a count must be a whole number.
    """
    array = numbers(values, name)
    meant = f"a count must be {least} or more" if least else "a count cannot be negative"
    _refuse(array < least, values, name, meant)
    if not fractional and array.dtype.kind == "f":
        # A missing value differs from itself, so it would look fractional.
        _refuse((np.floor(array) < array), values, name, "a count must be a whole number")
    return array


def positive(values: Any, name: str) -> npt.NDArray[Any]:
    """Populations, totals or expected events: finite and above zero.

    Examples
    --------
    >>> positive([65289, 0], "population")
    Traceback (most recent call last):
    ValueError: population: row 1 (counting from 0) is 0; it must be above zero.
    """
    array = numbers(values, name)
    _refuse(array <= 0, values, name, "it must be above zero")
    return array


def numbers(values: Any, name: str) -> npt.NDArray[Any]:
    """Numbers of any sign: one dimension, finite or missing, no text among them.

    Examples
    --------
    >>> numbers([1.5, "c"], "value")
    Traceback (most recent call last):
    ValueError: value: row 1 (counting from 0) is 'c'; it must be a number, or missing.
    """
    array = _as_numeric(values, name)
    if array.ndim != 1:
        raise ValueError(f"{name}: expected one column of numbers, got {array.ndim} dimensions.")
    if array.dtype.kind == "f":
        _refuse(np.isinf(array), values, name, "it must be finite, or missing")
    return array


def _as_numeric(values: Any, name: str) -> npt.NDArray[Any]:
    if values is None or isinstance(values, pd.DataFrame):
        got = "nothing" if values is None else "a frame"
        raise ValueError(f"{name}: expected one column of numbers, got {got}.")
    held = values if isinstance(values, (pd.Series, np.ndarray)) else pd.Series(values)
    if isinstance(held.dtype, np.dtype) and held.dtype.kind in "iuf":
        return np.atleast_1d(np.asarray(held))
    if isinstance(held, pd.Series) and held.dtype.kind in "iuf":
        return held.to_numpy(dtype="float64", na_value=np.nan)
    cells = enumerate(np.atleast_1d(np.asarray(held, dtype=object)))
    return np.array([_number(value, row, values, name) for row, value in cells], dtype=float)


def _number(value: Any, row: int, values: Any, name: str) -> float:
    if np.ndim(value):
        raise ValueError(f"{name}: expected one column of numbers, got {np.ndim(value) + 1} deep.")
    if value is None or value is pd.NA or value is pd.NaT:
        return np.nan
    if (number := _scalar(value)) is not None:
        return number
    where = _row(values, row)
    raise ValueError(f"{name}: {where} is {_shown(value)}; it must be a number, or missing.")


def _refuse(wrong: npt.NDArray[np.bool_], values: Any, name: str, meant: str) -> None:
    if wrong.any():
        row = int(wrong.argmax())
        held = values.iloc[row] if isinstance(values, pd.Series) else np.ravel(values)[row]
        raise ValueError(f"{name}: {_row(values, row)} is {_shown(held)}; {meant}.")


def refuse_rows(wrong: npt.NDArray[np.bool_], values: Any, name: str, meant: str) -> None:
    """Refuse an argument if any of its rows is wrong, naming the first of them.

    Parameters
    ----------
    wrong : numpy.ndarray of bool, shape (n,)
        The rows that are wrong.
    values : array_like or pandas.Series, shape (n,)
        The argument as it was given.
    name, meant : str
        Its name, and what was expected of it.

    Raises
    ------
    ValueError
        If any is.
    """
    _refuse(wrong, values, name, meant)


def _shown(value: Any) -> str:
    return repr(value.item() if isinstance(value, np.generic) else value)


def _row(values: Any, row: int) -> str:
    if isinstance(values, pd.Series):
        label = values.index[row]
        return f"row {label.item() if isinstance(label, np.generic) else label!r}"
    return f"row {row} (counting from 0)"


def shared_index(**given: Any) -> pd.Index | None:
    """The one index of several arguments, or None where none has an index.

    Parameters
    ----------
    **given : array_like or pandas.Series, each of shape (n,)
        The arguments by name.

    Returns
    -------
    pandas.Index or None

    Raises
    ------
    ValueError
        If their lengths differ, or two have indexes that are not the same in the same
        order: to match them silently would pair figures of different areas.

    Examples
    --------
    >>> shared_index(count=[1, 2], population=pd.Series([5, 6], index=["a", "b"])).tolist()
    ['a', 'b']
    >>> shared_index(count=[1, 2], population=[5])
    Traceback (most recent call last):
    ValueError: count has 2 rows and population has 1; they must have the same rows.
    """
    lengths = {name: np.size(values) for name, values in given.items()}
    (first, length), *others = lengths.items()
    for name, other in others:
        if other != length:
            raise ValueError(
                f"{first} has {length} rows and {name} has {other}; they must have the same rows."
            )
    labelled = {name: v.index for name, v in given.items() if isinstance(v, pd.Series)}
    if not labelled:
        return None
    (first, index), *rest = labelled.items()
    for name, other_index in rest:
        _refuse_misaligned(first, index, name, other_index)
    return index


def _refuse_misaligned(first: str, index: pd.Index, name: str, other: pd.Index) -> None:
    if index is other or index.equals(other):
        return
    row = next(i for i, (a, b) in enumerate(zip(index, other, strict=True)) if a != b)
    raise ValueError(
        f"{first} and {name} are not of the same rows: row {row} (counting from 0) is "
        f"{index[row]!r} in {first} and {other[row]!r} in {name}. Sort or reindex one of them."
    )


def confidence_levels(confidence: float | Sequence[float]) -> tuple[float, ...]:
    """The confidence level or levels asked for, as fractions.

    Several at once are 0.95 and 0.998, the pair that verdicts of two levels stand on.

    Raises
    ------
    ValueError
        If one is not from 0.9 to below 1 (95 meant as 0.95 included), or several are
        not that pair.

    Examples
    --------
    >>> confidence_levels(0.95), confidence_levels([0.95, 0.998])
    ((0.95,), (0.95, 0.998))
    >>> confidence_levels(95)
    Traceback (most recent call last):
    ValueError: confidence: 95 is not from 0.9 to below 1; for 95% write 0.95.
    """
    levels = sorted(_level(level) for level in _several(confidence))
    if len(levels) != 1 and levels != [0.95, 0.998]:
        raise ValueError(
            f"confidence: several levels at once are 0.95 and 0.998, got {levels}; "
            "ask for the others one by one."
        )
    return tuple(levels)


def _several(confidence: Any) -> list[Any]:
    return [confidence] if np.ndim(confidence) == 0 else list(confidence)


def _level(level: Any) -> float:
    number = _scalar(level)
    if number is None:
        raise ValueError(f"confidence: {level!r} is not a number; for 95% write 0.95.")
    if not LEAST_CONFIDENCE <= number < 1:
        meant = f"; for {level:g}% write {number / 100:g}" if 90 <= number < 100 else ""
        raise ValueError(f"confidence: {level!r} is not from {LEAST_CONFIDENCE} to below 1{meant}.")
    return number


def _scalar(value: Any) -> float | None:
    if isinstance(value, Number) and not isinstance(value, (bool, complex)):
        return float(value)  # type: ignore[arg-type]
    return None


def multiplier(per: float, name: str = "per") -> float:
    """The multiplier of a rate: one finite number above zero.

    Examples
    --------
    >>> multiplier(0)
    Traceback (most recent call last):
    ValueError: per: 0 is not a multiplier; it must be a number above zero, such as 10000.
    """
    number = _scalar(per)
    if number is None or not 0 < number < np.inf:
        raise ValueError(
            f"{name}: {per!r} is not a multiplier; it must be a number above zero, such as 10000."
        )
    return number
