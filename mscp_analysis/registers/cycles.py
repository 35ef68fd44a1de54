"""Who returned an audit, and what changed in the grades since the round before."""

from __future__ import annotations

from datetime import date
from typing import Any

from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column

ANSWERS = ("in time", "late", "not returned")
MOVES = ("better", "the same", "worse", "not graded in both rounds")
_ORDER = {"not met": 0, "partly met": 1, "met": 2}
_LOOKED_BACK = 4


def answered(register: Register) -> Register:
    """Who returned an audit in time, late or not at all by the day of the registers.

    Parameters
    ----------
    register : Register
        With ``due`` and ``returned``, such as ``section_11``.

    Returns
    -------
    Register
        With ``answer``: ``in time``, ``late`` or ``not returned``; a return without a due date
        counts as in time.
    """
    day = date.fromisoformat(register.own.published)
    lost = [bool(marker) for marker in register.markers["returned"]]
    rows = zip(register.rows.to_dict("records"), lost, strict=True)
    answers = [_answer(row, is_lost, day) for row, is_lost in rows]
    column = Column("answer", choices=ANSWERS, title="Return")
    return with_columns(register, register.rows.assign(answer=answers), column)


def _answer(row: dict[str, Any], lost: bool, day: date) -> str:
    returned, due = row["returned"], row["due"]
    if returned is None or returned > day:
        # That a date was lost tells that there was a return.
        return ANSWERS[0] if lost else ANSWERS[2]
    return ANSWERS[1] if due is not None and returned > due else ANSWERS[0]


def moved(register: Register) -> Register:
    """The grades of a round beside those that the same agencies gave themselves before.

    Parameters
    ----------
    register : Register
        ``section_11_standards``.

    Returns
    -------
    Register
        With ``before``, the grade of the last earlier round that is held, and ``moved``:
        ``better``, ``the same``, ``worse`` or ``not graded in both rounds``.
    """
    earlier = _earlier(register)
    before = {
        (row["agency"], row["standard"]): row["grade"]
        for row in (earlier.rows.to_dict("records") if earlier is not None else ())
    }
    keys = zip(register.rows["agency"], register.rows["standard"], strict=True)
    grades = [before.get(key, "") for key in keys]
    moves = [_move(old, new) for old, new in zip(grades, register.rows["grade"], strict=True)]
    return with_columns(
        register,
        register.rows.assign(before=grades, moved=moves),
        Column("before", title="Grade in the round before"),
        Column("moved", choices=MOVES, title="Since the round before"),
    )


def _earlier(register: Register) -> Register | None:
    now = set(register.rows["cycle"])
    for back in range(1, _LOOKED_BACK + 1):
        found = register.of_year(register.year.previous(back))
        if len(found) and not now & set(found.rows["cycle"]):
            return found
    return None


def _move(before: str, now: str) -> str:
    if before not in _ORDER or now not in _ORDER:
        return MOVES[3]
    steps = _ORDER[now] - _ORDER[before]
    return MOVES[0] if steps > 0 else MOVES[2] if steps < 0 else MOVES[1]
