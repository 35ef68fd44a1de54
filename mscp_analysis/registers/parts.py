"""The parts of the yearly report, and which registers and published tables feed each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from mscp_analysis import areas
from mscp_analysis.schemas import descriptions


@dataclass(frozen=True)
class Part:
    """One part of the yearly report.

    Parameters
    ----------
    id, title : str
        Its number, and what it tells.
    chapter, section : str
        The notebook, without its ending, and the heading in it.
    registers, tables, rules : tuple of str
        The registers, the published tables and the rules that it is made from.
    also : tuple of str
        Further chapters that tell of it.
    why : str
        Why it has no figure, or lacks one, whoever reports.
    """

    id: str
    title: str
    chapter: str
    section: str
    registers: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    why: str = ""

    @property
    def held(self) -> tuple[str, ...]:
        """What every partnership is given: published tables, and rules."""
        return (*self.tables, *self.rules)


def parts() -> tuple[Part, ...]:
    """Every part of the yearly report, as ``data/rules/coverage.yaml`` lists them.

    Returns
    -------
    tuple of Part
        In their order, each with the registers whose descriptions say that they feed it.

    Raises
    ------
    ValueError
        If an entry says something unknown, or a register feeds a part that there is not.

    Examples
    --------
    >>> next(part.registers for part in parts() if part.id == "8.1")
    ('contributions',)
    """
    path = areas.shelf("rules") / "coverage.yaml"
    feeds = tuple((name, about.feeds) for name, about in descriptions().items())
    return _read_once(path, path.stat().st_mtime_ns, feeds)


@lru_cache(maxsize=2)
def _read_once(
    path: Path, _written: int, feeds: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[Part, ...]:
    said = areas.read_yaml(path)
    found = tuple(_part(path, each, feeds) for each in said)
    there = {part.id for part in found}
    for name, numbers in feeds:
        for number in numbers:
            if number not in there:
                raise ValueError(
                    f"registers/{name}.yaml: it feeds the part {number!r}, which {path.name} does "
                    "not list; correct the number, or list the part."
                )
    return found


def _part(
    path: Path, said: Mapping[str, Any], feeds: tuple[tuple[str, tuple[str, ...]], ...]
) -> Part:
    known = [*Part.__dataclass_fields__]
    for key in said:
        if key not in known or key == "registers":
            raise ValueError(
                f"{path.name}, part {said.get('id')}: {key!r} is none of {', '.join(known)}; "
                "which registers feed a part is said in their own descriptions."
            )
    lists = {key: tuple(said.get(key, ())) for key in ("tables", "rules", "also")}
    fed = tuple(name for name, numbers in feeds if said["id"] in numbers)
    return Part(**{**said, **lists, "registers": fed})
