"""Columns of counts and numbers, read and refused row by row."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mscp_analysis.inputs.settings import scalar

Array = npt.NDArray[np.float64]


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
    refuse_rows(array < least, values, name, meant)
    if not fractional and array.dtype.kind == "f":
        # A missing value differs from itself, so it would look fractional.
        refuse_rows((np.floor(array) < array), values, name, "a count must be a whole number")
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
    refuse_rows(array <= 0, values, name, "it must be above zero")
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
        refuse_rows(np.isinf(array), values, name, "it must be finite, or missing")
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
    if (number := scalar(value)) is not None:
        return number
    where = _row(values, row)
    raise ValueError(f"{name}: {where} is {_shown(value)}; it must be a number, or missing.")


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

    Examples
    --------
    >>> import numpy as np
    >>> refuse_rows(np.array([False, False]), [3, 1], "count", "expected a whole number")
    """
    if wrong.any():
        row = int(wrong.argmax())
        held = values.iloc[row] if isinstance(values, pd.Series) else np.ravel(values)[row]
        raise ValueError(f"{name}: {_row(values, row)} is {_shown(held)}; {meant}.")


def _shown(value: Any) -> str:
    return repr(value.item() if isinstance(value, np.generic) else value)


def _row(values: Any, row: int) -> str:
    if isinstance(values, pd.Series):
        label = values.index[row]
        return f"row {label.item() if isinstance(label, np.generic) else label!r}"
    return f"row {row} (counting from 0)"
