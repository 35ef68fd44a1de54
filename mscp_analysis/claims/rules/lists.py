"""Two lists of names beside each other: whether the one holds what stands in the other."""

from __future__ import annotations

from collections.abc import Iterator

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import RIGHT, Finding
from mscp_analysis.claims.statement import Statement


def listed_beside(said: Statement, beside: Beside) -> Iterator[Finding]:
    """Every name of a list that is part of others stands in one of them, by whatever name."""
    others = [name for each in said.others for name in beside.statements[each].names]
    if said.relation != "part of" or not said.names or not others:
        return
    known = {_now(name, beside) for name in others}
    strange = [name for name in said.names if _now(name, beside) not in known]
    if strange:
        words = "None of the lists beside it has {strange}."
        if any(letter.isdigit() for letter in "".join(strange)):
            words = "The lists beside it do not have every name of it."
        yield Finding(said, "not_listed", words, {"strange": strange})
    else:
        yield Finding(said, RIGHT, "Each name stands in the lists beside it.")


def _now(name: str, beside: Beside) -> str:
    """The name that an agency goes by now, however a list writes it."""
    return beside.names.get(name, name).casefold()


RULES = (listed_beside,)
