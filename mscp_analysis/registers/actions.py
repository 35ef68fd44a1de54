"""Actions of plans and reviews: how each stands, by rules that are data and not by opinion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.measures import Fact
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
    return areas.read_rules("rag.yaml", _rules)


def graded(register: Register, on: date | None = None) -> Register:
    """The actions with how each stands on a day, its colour and its age.

    Parameters
    ----------
    register : Register
        With ``set``, ``due``, ``done``, ``status`` and ``evidence``: ``actions`` or
        ``recommendations``.
    on : datetime.date, optional
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
    on = on or day(register)
    each = [_standing(row, on) for row in register.rows.to_dict("records")]
    names = ["state", "colour", "age", "late"]
    found = pd.DataFrame(each, columns=names, index=register.rows.index)
    rows = register.rows.assign(**found.astype({"age": float, "late": float}))
    stands = with_columns(register, rows, *_columns())
    if not rows["late"].notna().any():
        return stands
    # Of an action that is not overdue there are no days to tell: that is no gap in the register.
    late = rows["late"].isna().map({True: "z", False: ""})
    return replace(stands, markers=stands.markers.assign(late=late))


def day(register: Register) -> date:
    """The day on which a register was drawn up: that on which its actions are graded."""
    return date.fromisoformat(register.own.published)


def standing(register: Register) -> dict[str, Fact]:
    """How many actions are done, said to be done, on track, overdue or without a date.

    Parameters
    ----------
    register : Register
        As ``graded`` gives it.

    Returns
    -------
    dict of str to Fact
        ``done``, ``claimed`` (done without evidence), ``track``, ``late`` and ``undated``: parts
        of a sentence.
    """
    states = {
        **{"done": "done", "claimed": "done without evidence"},
        **{"track": "on track", "late": "overdue", "undated": "without a date"},
    }
    return {name: register.where(state=state).count() for name, state in states.items()}


def oldest(register: Register) -> Fact:
    """The age of the oldest action that is still to be done.

    Parameters
    ----------
    register : Register
        As ``graded`` gives it.

    Returns
    -------
    Fact
        In days; without a value where no such action has a date on which it was set.
    """
    unfinished = [rule.state for rule in rules() if ("finished", "no") in rule.when]
    still = register.where(state=unfinished)
    ages = still.rows["age"].dropna() if len(still) else still.rows["age"]
    if not len(ages):
        return replace(register.missing("Oldest action to be done", "x"), unit="days")
    first = still.with_rows(still.rows.loc[[ages.idxmax()]])
    return first.total("age", "Oldest action to be done")


def _columns() -> tuple[Column, ...]:
    known = rules()
    return (
        Column("state", choices=tuple(rule.state for rule in known), title="How it stands"),
        Column("colour", choices=tuple(dict.fromkeys(rule.colour for rule in known))),
        Column("age", "count", title="Age in days", unit="days"),
        Column("late", "count", title="Days overdue", unit="days"),
    )


def _standing(row: dict[str, Any], on: date) -> tuple[str, str, float | None, float | None]:
    done = row["done"] if row["done"] is not None and row["done"] <= on else None
    later = row["done"] is not None and done is None
    finished = done is not None or (row["status"] == "done" and not later)
    due = "blank" if row["due"] is None else "passed" if row["due"] < on else "ahead"
    known = {
        "status": row["status"],
        "finished": "yes" if finished else "no",
        "evidence": "given" if row["evidence"] else "blank",
        "due": due,
    }
    rule = next(
        rule for rule in rules() if all(known[name] == wanted for name, wanted in rule.when)
    )
    until = done if finished else on
    age = (until - row["set"]).days if row["set"] is not None and until else None
    late = (on - row["due"]).days if rule.state == "overdue" else None
    return rule.state, rule.colour, age, late


def _rules(path: Path, said: Mapping[str, Any]) -> tuple[Rule, ...]:
    return tuple(_rule(path, each) for each in said["rules"])


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
