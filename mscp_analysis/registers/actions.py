"""Actions of plans and reviews: how each stands, by rules that are data and not by opinion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from mscp_analysis import areas
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column


@dataclass(frozen=True)
class Rule:
    """By which an action is graded.

    Parameters
    ----------
    state : str
        How the action stands: ``overdue``.
    colour : str
        Its colour, which is never shown without the state.
    when : tuple of (str, str)
        What must hold of ``status``, ``finished``, ``evidence`` and ``due``.
    words : str
        The rule, for a reader.
    """

    state: str
    colour: str
    when: tuple[tuple[str, str], ...]
    words: str


def rules() -> tuple[Rule, ...]:
    """The rules of grading, in the order in which they are tried.

    Returns
    -------
    tuple of Rule

    Raises
    ------
    ValueError
        If the file asks for something that is not known of an action.

    Examples
    --------
    >>> [rule.state for rule in rules()][:3]
    ['withdrawn', 'done', 'done without evidence']
    """
    path = areas.shelf("rules") / "rag.yaml"
    return _read_once(path, path.stat().st_mtime_ns)


def graded(register: Register, day: date | None = None) -> Register:
    """The actions with how each stands on a day, its colour and its age.

    Parameters
    ----------
    register : Register
        With ``set``, ``due``, ``done``, ``status`` and ``evidence``: ``actions`` or
        ``recommendations``.
    day : datetime.date, optional
        Left out, the day on which the register was drawn up. What is done later is not done yet.

    Returns
    -------
    Register
        With ``state``, ``colour``, ``age`` (days from its setting to that day, or until it was
        done) and ``late`` (days since it was due, of an overdue action).

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> stands = graded(registers.open("Medway", "2023-24").recommendations)
    >>> stands.where(state="done").count().shown
    '0'
    """
    day = day or date.fromisoformat(register.own.published)
    each = [_standing(row, day) for row in register.rows.to_dict("records")]
    names = ["state", "colour", "age", "late"]
    found = pd.DataFrame(each, columns=names, index=register.rows.index)
    rows = register.rows.assign(**found.astype({"age": float, "late": float}))
    return with_columns(register, rows, *_columns())


def _columns() -> tuple[Column, ...]:
    known = rules()
    return (
        Column("state", choices=tuple(rule.state for rule in known), title="How it stands"),
        Column("colour", choices=tuple(dict.fromkeys(rule.colour for rule in known))),
        Column("age", "count", title="Age in days", unit="days"),
        Column("late", "count", title="Days overdue", unit="days"),
    )


def _standing(row: dict[str, Any], day: date) -> tuple[str, str, float | None, float | None]:
    done = row["done"] if row["done"] is not None and row["done"] <= day else None
    later = row["done"] is not None and done is None
    finished = done is not None or (row["status"] == "done" and not later)
    due = "blank" if row["due"] is None else "passed" if row["due"] < day else "ahead"
    known = {
        "status": row["status"],
        "finished": "yes" if finished else "no",
        "evidence": "given" if row["evidence"] else "blank",
        "due": due,
    }
    rule = next(
        rule for rule in rules() if all(known[name] == wanted for name, wanted in rule.when)
    )
    until = done if finished else day
    age = (until - row["set"]).days if row["set"] is not None and until else None
    late = (day - row["due"]).days if rule.state == "overdue" else None
    return rule.state, rule.colour, age, late


@lru_cache(maxsize=4)
def _read_once(path: Path, _written: int) -> tuple[Rule, ...]:
    return tuple(_rule(path, said) for said in yaml.safe_load(path.read_text("utf-8"))["rules"])


_KNOWN = {
    "status": {"open", "in progress", "done", "withdrawn"},
    "finished": {"yes", "no"},
    "evidence": {"given", "blank"},
    "due": {"passed", "ahead", "blank"},
}


def _rule(path: Path, said: dict[str, Any]) -> Rule:
    for name, wanted in said["when"].items():
        if wanted not in _KNOWN.get(name, ()):
            expected = "; ".join(f"{key}: {', '.join(sorted(of))}" for key, of in _KNOWN.items())
            raise ValueError(
                f"{path.name}, the rule {said['state']!r}: expected {expected}; "
                f"came {name}: {wanted}; correct the condition."
            )
    return Rule(said["state"], said["colour"], tuple(said["when"].items()), said["words"])
