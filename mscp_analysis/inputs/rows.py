"""Whether columns that are handed in together are of the same rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd


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
    lengths = {name: _length(values) for name, values in given.items()}
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


def _length(values: Any) -> int:
    alone = isinstance(values, str) or not np.iterable(values) or not hasattr(values, "__len__")
    return 1 if alone else len(values)


def _refuse_misaligned(first: str, index: pd.Index, name: str, other: pd.Index) -> None:
    if index is other or index.equals(other):
        return
    row = next(i for i, (a, b) in enumerate(zip(index, other, strict=True)) if a != b)
    raise ValueError(
        f"{first} and {name} are not of the same rows: row {row} (counting from 0) is "
        f"{index[row]!r} in {first} and {other[row]!r} in {name}. Sort or reindex one of them."
    )
