"""What a check found: how grave it is, and how a reader is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mscp_analysis.areas import read_rules

GRAVE = ("must", "should", "note")
"""The gravest first: a *must* that fails makes ``mscp check`` fail."""


@dataclass(frozen=True)
class Severity:
    """How grave a kind of finding is.

    Parameters
    ----------
    severity : {"must", "should", "note"}
        Whether it must be mended, should be mended or explained, or is for information.
    words : str
        What kind of finding it is, in words.

    Examples
    --------
    >>> severity("statements", "differs")
    Severity(severity='must', words='Differs from the data')
    """

    severity: str
    words: str


@dataclass(frozen=True)
class Finding:
    """One thing that a check found, as it stands in the list of all.

    Parameters
    ----------
    check, key : str
        Which check, and what it found, as ``data/rules/checks.yaml`` names them.
    severity : {"must", "should", "note"}
        How grave that is.
    what : str
        What kind of thing it is, in words.
    item : str
        Number of the statement, element or promise; or the file.
    where : str
        Where in the report it stands; empty where nobody can say.
    sentence : str
        What was found.

    Examples
    --------
    >>> found("statements", "differs", "C018", "page 4", "The data held have 281.").severity
    'must'
    """

    check: str
    key: str
    severity: str
    what: str
    item: str
    where: str
    sentence: str


def found(check: str, key: str, item: str, where: str, sentence: str) -> Finding:
    """A finding, with how grave it is.

    Raises
    ------
    LookupError
        If the rules do not name what was found.

    Examples
    --------
    >>> found("promises", "overdue", "C-2024-01", "", "It was due on 1 May.").severity
    'should'
    """
    grave = severity(check, key)
    return Finding(check, key, grave.severity, grave.words, item, where, sentence)


def severity(check: str, key: str) -> Severity:
    """How grave a finding is, as ``data/rules/checks.yaml`` says.

    Parameters
    ----------
    check : str
        ``registers``, ``statements``, ``statutory``, ``promises`` or ``revisions``.
    key : str
        What was found.

    Raises
    ------
    LookupError
        If the rules do not name it.
    ValueError
        If they say that it is as grave as nothing is.

    Examples
    --------
    >>> severity("statements", "direction_reverses").severity
    'must'
    """
    known = read_rules("checks.yaml", _by_check)
    if key not in known.get(check, {}):
        there = ", ".join(known.get(check, known))
        raise LookupError(f"checks.yaml: {check} names no {key!r}; it names {there}.")
    return known[check][key]


def _by_check(path: Path, said: Any) -> Mapping[str, Mapping[str, Severity]]:
    found = {
        check: {key: Severity(each["severity"], each["words"]) for key, each in keys.items()}
        for check, keys in said.items()
    }
    for check, keys in found.items():
        for key, each in keys.items():
            if each.severity not in GRAVE:
                raise ValueError(
                    f"{path.name}, {check}, {key}: expected severity {', '.join(GRAVE)}, found "
                    f"{each.severity!r}; correct the entry."
                )
    return found
