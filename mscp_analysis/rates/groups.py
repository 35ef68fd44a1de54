"""Rows that belong together: one group a set of age bands, or of values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mscp_analysis import inputs


@dataclass(frozen=True)
class Groups:
    """Which group each row belongs to.

    Parameters
    ----------
    codes : numpy.ndarray of int, shape (n,)
        Number of the group of each row.
    labels : pandas.Index
        Label of each group, in the order first met.
    """

    codes: npt.NDArray[np.intp]
    labels: pd.Index

    @classmethod
    def of(cls, group: Any, length: int) -> Groups:
        """Read the groups of so many rows; without labels they are all one group.

        Raises
        ------
        ValueError
            If a row has no label, or there are more or fewer labels than rows.
        """
        if group is None:
            return cls(np.zeros(length, dtype=np.intp), pd.RangeIndex(1))
        inputs.shared_index(rows=np.empty(length), group=group)
        codes, labels = pd.factorize(_plain(group))
        inputs.refuse_rows(codes < 0, group, "group", "each row needs the label of its group")
        if isinstance(labels, pd.MultiIndex):
            return cls(codes, labels.set_names(group.names))
        return cls(codes, pd.Index(labels, name=getattr(group, "name", None)))

    @cached_property
    def _starts(self) -> npt.NDArray[np.intp] | None:
        """Where each group starts, if the rows of each stand together."""
        steps = np.diff(self.codes, prepend=-1)
        return np.flatnonzero(steps) if len(steps) and steps.min() >= 0 else None

    def sums(self, of: npt.NDArray[Any] | None = None) -> npt.NDArray[Any]:
        """Sums by group, or the number of rows of each."""
        if self._starts is None:
            return np.bincount(self.codes, of, minlength=len(self.labels))
        if of is None:
            return np.diff(self._starts, append=len(self.codes))
        return np.add.reduceat(of, self._starts)

    def frame(self, **columns: Any) -> pd.DataFrame:
        """One row a group."""
        return pd.DataFrame(columns, index=self.labels)

    def refuse_unlike(self, what: str) -> None:
        """Refuse groups of different numbers of rows, naming the first that differs.

        Raises
        ------
        ValueError
            If one group has more or fewer rows than the first.
        """
        sizes = self.sums()
        odd = np.flatnonzero(sizes != sizes[0])
        if odd.size:
            label, first = self.labels[odd[0]], self.labels[0]
            raise ValueError(
                f"group: {label!r} has {int(sizes[odd[0]])} rows and {first!r} has "
                f"{int(sizes[0])}; every group needs the same {what}."
            )


def _plain(group: Any) -> Any:
    """Labels in the form in which pandas tells them apart fastest."""
    if not isinstance(group, (pd.Index, pd.Series)):
        return np.asarray(group)
    text = isinstance(group.dtype, pd.StringDtype) and group.dtype.storage == "python"
    return group.to_numpy(dtype=object) if text else group
