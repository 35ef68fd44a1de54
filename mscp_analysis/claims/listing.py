"""Checked statements as rows, so that they are counted and shown like any register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from mscp_analysis import schemas
from mscp_analysis.claims.findings import (
    DATA,
    FOLLOWS,
    OWN,
    RIGHT,
    STATES,
    Checked,
    severity,
)
from mscp_analysis.claims.statement import PRINTED
from mscp_analysis.schemas import Column, Description
from mscp_analysis.schemas.listed import Rows
from mscp_analysis.severities import GRAVE
from mscp_analysis.sources import Source

UNCHECKED = "not checkable"

LIST = Description(
    name="statements",
    title="Statements of the report",
    subject="the statements of its report",
    row="one thing that is said, and how it stands",
    unit="statements",
    feeds=("10.5",),
    columns={
        "id": Column("id", title="Number"),
        "said": Column("said", title="What is said"),
        "printed": Column("printed", title="As printed"),
        "state": Column("state", title="How it stands", choices=(
            *STATES.values(), RIGHT, UNCHECKED,
        )),
        "severity": Column("severity", choices=GRAVE),
        "kind": Column("kind", title="What was found"),
        "by": Column("by", title="Borne out by", choices=(DATA, OWN)),
        "kind_of": Column("kind_of", title="Kind of statement", choices=(PRINTED, FOLLOWS)),
        "document_title": Column("document_title", title="Title of the document"),
        "of_report": Column("of_report", title="Of the report itself", choices=("yes", "no")),
        "note": Column("note", title="Note"),
        "why": Column("why", title="Why it cannot be checked"),
    },
    key=("id",),
)  # fmt: skip


class OfAPartnership(Rows, Protocol):
    """A register that says whose it is, whose rows may be replaced by others."""

    own: Source


R = TypeVar("R", bound=OfAPartnership)


def listed(checked: Iterable[Checked], register: R) -> R:
    """Statements with how each stands, as rows of the register that holds them.

    Parameters
    ----------
    checked : iterable of Checked
        What was found of each.
    register : Register
        The register of statements.

    Returns
    -------
    Register
        A row a statement: ``state``, ``severity`` of the gravest that is wrong with it, and
        ``kind``, what that is in words; ``by``, what bears out one that is right; ``kind_of``,
        whether it is printed or only follows from others; ``document_title``, and ``of_report``,
        whether the partnership itself issued that and not, as minutes, somebody else about it.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> len(listed([], registers.open("Medway", "2023-24").statements))
    0
    """
    rows = (_row(each, register.own.publisher) for each in checked)
    return schemas.listed(register, LIST, rows)


def _row(each: Checked, partnership: str) -> dict[str, Any]:
    gravest = next((one for one in each.wrong if one.severity == each.severity), None)
    return {
        **{name: each.said.cells.get(name, "") for name in LIST.known},
        "state": each.state,
        "severity": each.severity,
        "kind": severity(gravest.verdict).words if gravest is not None else "",
        "by": each.borne_out,
        "kind_of": each.kind,
        "document_title": each.said.source.title,
        "of_report": "yes" if each.said.source.publisher == partnership else "no",
        "why": f"{each.reason[:1].upper()}{each.reason[1:]}",
    }
