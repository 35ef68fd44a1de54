"""Figures that follow from others: a small language of sums over the numbers of statements.

``C018 - C019``, ``sum(C075, C076, C077)``, ``share(C135, C154)``, ``rate(C018, C034)``,
``days(C195, end)``: plain arithmetic, and the functions of ``FUNCTIONS``. ``start`` and ``end``
are the first and the last day of the report's year. Nothing else is understood, and nothing is
run that the text of a register says.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mscp_analysis.claims.dates import When
from mscp_analysis.claims.spans import days, months, years

Value = float | When

OPERATORS: dict[type, Callable[[Any, Any], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FUNCTIONS: dict[str, Callable[..., float]] = {
    "sum": lambda *parts: sum(parts),
    "mean": lambda *parts: sum(parts) / len(parts),
    "share": lambda part, whole: 100 * part / whole,
    "rate": lambda count, population: 10_000 * count / population,
    "change": lambda now, before: 100 * (now - before) / before,
    "points": lambda now, before: now - before,
    "days": days,
    "months": months,
    "years": years,
}
"""What a formula may call; ``count`` besides, of the names that a statement lists."""

DATES = {"days", "months", "years"}
"""Functions of dates: how far two lie apart, whichever is given first."""

_YEARS = re.compile(r"\b((?:19|20)\d\d)-(\d\d)\b")
YEAR_AS_NAME = "year_"
"""How the name of a reporting year begins that stands in a formula."""


def _as_name(found: re.Match[str]) -> str:
    """A reporting year such as 2022-23 as a name, so that it is not taken for a difference."""
    return f"{YEAR_AS_NAME}{found[1]}_{found[2]}"


@dataclass(frozen=True)
class Worked:
    """A formula over the numbers of statements.

    Parameters
    ----------
    text : str
        ``C018 - C019``.

    Raises
    ------
    ValueError
        When it is first looked into, if it is no formula of this language.

    Examples
    --------
    >>> made = Worked("C075 + C076 + C077")
    >>> made.ids, made.is_sum
    (('C075', 'C076', 'C077'), True)
    >>> made.value({"C075": 1333.0, "C076": 256.0, "C077": 304.0})
    1893.0
    """

    text: str

    @cached_property
    def tree(self) -> ast.expr:
        """The formula, taken apart and seen to hold nothing but what is allowed."""
        try:
            tree = ast.parse(_YEARS.sub(_as_name, self.text), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise ValueError("it is no formula") from None
        for part in ast.walk(tree):
            _allowed(part)
        return tree

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The statements that it speaks of, in their order."""
        called = {part.func for part in ast.walk(self.tree) if isinstance(part, ast.Call)}
        names = [p for p in ast.walk(self.tree) if isinstance(p, ast.Name) and p not in called]
        names.sort(key=lambda part: part.col_offset)
        return tuple(dict.fromkeys(p.id for p in names if p.id not in {"start", "end"}))

    @cached_property
    def counted(self) -> frozenset[str]:
        """The statements of which the names are counted."""
        calls = [part for part in ast.walk(self.tree) if isinstance(part, ast.Call)]
        counts = [call for call in calls if ast.unparse(call.func) == "count"]
        return frozenset(
            each.id for call in counts for each in call.args if isinstance(each, ast.Name)
        )

    def names(self, name: str) -> bool:
        """Whether it speaks of ``start`` or ``end``, or of a statement of that number."""
        return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(self.tree))

    @property
    def called(self) -> str:
        """The function that the whole is made by; empty where it is by plain arithmetic."""
        made_by = self.tree.func if isinstance(self.tree, ast.Call) else None
        return made_by.id if isinstance(made_by, ast.Name) else ""

    @property
    def is_sum(self) -> bool:
        """Whether it only adds up two or more statements."""
        if self.called == "sum":
            return len(self.ids) > 1 and all(isinstance(a, ast.Name) for a in _arguments(self.tree))
        return len(self.ids) > 1 and all(
            isinstance(part, ast.Name | ast.Load | ast.Add)
            or (isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add))
            for part in ast.walk(self.tree)
        )

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two statements that lie apart by it: ``C018 - C019``, ``change(C018, C019)``."""
        tree = self.tree
        if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Sub):
            sides = [tree.left, tree.right]
        elif self.called in {"change", "points"}:
            sides = _arguments(tree)
        else:
            return None
        named = [side.id for side in sides if isinstance(side, ast.Name)]
        return (named[0], named[1]) if len(named) == 2 else None

    def value(self, known: Mapping[str, Value]) -> float:
        """What it comes to.

        Parameters
        ----------
        known : mapping of str to float or When
            The statements that it speaks of; of a counted list under ``count(C003)``.

        Raises
        ------
        ValueError
            If it divides by nothing, or takes a date for a number or a number for a date.
        """
        try:
            found = _value(self.tree, known)
        except ZeroDivisionError:
            raise ValueError("it divides by nought") from None
        except (TypeError, AttributeError):
            raise ValueError(
                "it takes a date for a number, a number for a date, or too few or many of them"
            ) from None
        if isinstance(found, When):
            raise ValueError("it comes to a date")
        return float(found)


def _allowed(part: ast.AST) -> None:
    if isinstance(part, ast.Call):
        name = part.func.id if isinstance(part.func, ast.Name) else ast.unparse(part.func)
        if name not in FUNCTIONS and name != "count":
            raise ValueError(f"there is no function {name}: there is {', '.join(FUNCTIONS)}, count")
        if part.keywords:
            raise ValueError("a function takes statements and numbers alone")
    elif isinstance(part, ast.Constant):
        if isinstance(part.value, bool) or not isinstance(part.value, int | float):
            raise ValueError(f"{part.value!r} is neither a statement nor a number")
    elif not isinstance(part, ast.BinOp | ast.UnaryOp | ast.USub | ast.Name | ast.Load) and (
        type(part) not in OPERATORS
    ):
        raise ValueError(f"it may hold + - * / and functions, not {type(part).__name__}")


def _arguments(tree: ast.expr) -> list[ast.expr]:
    return tree.args if isinstance(tree, ast.Call) else []


def _value(part: ast.expr, known: Mapping[str, Value]) -> Any:
    if isinstance(part, ast.Constant):
        return part.value
    if isinstance(part, ast.Name):
        return known[part.id]
    if isinstance(part, ast.UnaryOp):
        return -_value(part.operand, known)
    if isinstance(part, ast.BinOp):
        left, right = _value(part.left, known), _value(part.right, known)
        return OPERATORS[type(part.op)](left, right)
    if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
        if part.func.id == "count":
            return known[ast.unparse(part)]
        return FUNCTIONS[part.func.id](*(_value(each, known) for each in part.args))
    raise ValueError("it is no formula")
