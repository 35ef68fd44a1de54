"""What an import would change: new years, figures that are revised, and what has no number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mscp_analysis.areas import Register

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5
"""How many revised figures are shown, of those that there are."""


@dataclass(frozen=True)
class Difference:
    """A release beside the one before it.

    Parameters
    ----------
    new_periods : tuple of str
        Periods that nothing held before is of.
    revised : int
        Figures of which the release before said otherwise.
    examples : tuple of str
        Some of them in words, with what was said before and what is said now.
    against : str
        The release before; empty where there is none.
    marked : tuple of (str, int)
        How many cells have no number, by marker, where that is not said elsewhere.
    """

    new_periods: tuple[str, ...]
    revised: int = 0
    examples: tuple[str, ...] = ()
    against: str = ""
    marked: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        new = ", ".join(self.new_periods) if len(self.new_periods) < 4 else (
            f"{self.new_periods[0]} to {self.new_periods[-1]} ({len(self.new_periods)} periods)"
        )  # fmt: skip
        said = f"New: {new}." if new else "No new period."
        if self.marked:
            without = ", ".join(f"{marker} {number:,}" for marker, number in self.marked)
            said = f"Without a number: {without}. {said}"
        if not self.against:
            return said
        if not self.revised:
            return f"{said} Nothing revised against {self.against}."
        return f"{said} Revised against {self.against}: {self.revised:,}" + (
            f", such as {'; '.join(self.examples)}."
        )


def difference(
    new: pd.DataFrame,
    before: pd.DataFrame | None,
    held: set[str],
    against: str = "",
    areas: Register | None = None,
) -> Difference:
    """Compare the figures of a release with those of the one before it.

    Parameters
    ----------
    new, before : pandas.DataFrame
        ``period``, ``area_code``, breakdowns, ``measure`` and ``text``, the figure or marker as
        it is kept.
    held : set of str
        Periods that are held already.
    against : str
        Name of the release before.
    areas : Register, optional
        The areas, to name them; by default their codes stand for them.

    Returns
    -------
    Difference

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"period": ["2021-22"], "area_code": ["E06000035"], "measure": ["number"]}
    >>> now, then = pd.DataFrame(rows | {"text": ["444"]}), pd.DataFrame(rows | {"text": ["443"]})
    >>> print(difference(now, then, {"2021-22"}, "cla-2022"))
    No new period. Revised against cla-2022: 1, such as 2021-22, E06000035, number: 443, now 444.
    """
    periods = tuple(sorted(set(new["period"].unique()) - held))
    if before is None:
        return Difference(periods)
    keys = [column for column in new.columns if column != "text"]
    if set(keys) != set(before.columns) - {"text"}:
        return Difference(periods, 0, (), against)
    both = new.merge(before, on=keys, suffixes=("", "_before"))
    changed = both[both["text"].astype(str) != both["text_before"].astype(str)]
    examples = tuple(_in_words(row, keys, areas) for row in changed.head(SHOWN).to_dict("records"))
    return Difference(periods, len(changed), examples, against)


def _in_words(row: dict[str, str], keys: Sequence[str], areas: Register | None) -> str:
    if areas is not None:
        row = {**row, "area_code": areas.by_code(row["area_code"]).name}
    place = ", ".join(str(row[key]) for key in keys if row[key])
    return f"{place}: {row['text_before']}, now {row['text']}"
