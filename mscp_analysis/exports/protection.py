"""What may leave the project: figures with a source, and no small count of a partnership's own."""

from __future__ import annotations

import pandas as pd

from mscp_analysis.disclosure import settings
from mscp_analysis.measures import Measure
from mscp_analysis.registers.quarters import WORK_ON_A_CHILD
from mscp_analysis.schemas import descriptions


def checked(measure: Measure) -> Measure:
    """The same measure, once nothing in it speaks against its leaving the project.

    ``data.load`` and ``data.own`` give nothing that this refuses: it is for measures that
    somebody made by hand, or from a register's rows.

    Parameters
    ----------
    measure : Measure

    Returns
    -------
    Measure

    Raises
    ------
    ValueError
        If it has no figures, names no source, or tells a small count of children that a
        partnership made itself and that stands in no print.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> checked(data.own("Exampleshire", "2021-22").lado.referrals).title
    'Referrals to the designated officer'
    """
    if measure.absence:
        raise ValueError(f"{measure.title} has no figures to export: {measure.absence}")
    if not measure.sources:
        raise ValueError(
            f"{measure.title} names no source; expected figures that say where they are from: "
            "take them from data.load or data.own."
        )
    if _is_of_children(measure) and _small(measure).any():
        raise ValueError(
            f"{measure.title} holds a count of 1 to {settings('partnership').threshold} children "
            "that is not protected; take the measure from data.own or, of the quarterly dataset, "
            "from registers.quarters.of_kind, which withhold it."
        )
    return measure


def _is_of_children(measure: Measure) -> bool:
    """Whether a partnership counted it itself, and children in it."""
    about = descriptions().get(measure.name.split(".")[0])
    local = any(source.release.startswith("local-") for source in measure.sources)
    toolkits = any(words in measure.title for words in WORK_ON_A_CHILD)
    return local or toolkits or (about is not None and about.of_children)


def _small(measure: Measure) -> pd.Series:
    """Which rows tell a small count: of a rate that of its children, and not the rate itself."""
    most, rows = settings("partnership").threshold, measure.rows
    is_count = not (measure.unit.startswith("per ") or measure.unit == "%")
    named = [*(["value"] if is_count else []), *(name for name in ("count",) if name in rows)]
    small = pd.Series(False, index=rows.index)
    for name in named:
        small |= rows[name].between(1, most)
    printed = rows["status"] == "printed" if "status" in rows else False
    return small & ~pd.Series(printed, index=rows.index)
