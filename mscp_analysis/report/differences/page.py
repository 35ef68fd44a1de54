"""The page of differences: what a reviewer reads first, then everything else, folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mscp_analysis import areas
from mscp_analysis.report.cover import NOTICE
from mscp_analysis.report.differences import lists
from mscp_analysis.report.differences.built import Built
from mscp_analysis.report.differences.figures import edition
from mscp_analysis.report.differences.numbers import Told, addresses
from mscp_analysis.report.differences.passages import Passage, Reworded
from mscp_analysis.report.differences.withheld import Guard
from mscp_analysis.report.differences.word_by_word import Run, runs

_TEMPLATES = Path(__file__).parents[1] / "template"
_COVER = ("Area", "Year", "Figures as known at", "Status")
OPEN_UP_TO = 12
"""A list of more than this is folded."""

MOST = 150
"""Of a longer list of numbers the page has this many; the file beside it has them all."""


@dataclass(frozen=True)
class Wording:
    """A passage that differs, as it is shown.

    Parameters
    ----------
    runs : list of Run
        What stayed, went and came.
    kept_back : str
        What is said of words that are not shown; empty where all are.
    """

    runs: list[Run]
    kept_back: str = ""

    @property
    def whole(self) -> str:
        """``ins`` or ``del`` where all of it came or went; empty for one that was reworded."""
        kinds = {run.kind for run in self.runs}
        is_whole = len(kinds) == 1 and "same" not in kinds and not self.kept_back
        return kinds.pop() if is_whole else ""


@dataclass(frozen=True)
class Differences:
    """Everything that is not the same in two reports.

    Parameters
    ----------
    old, new : Built
    numbers : list of Told
    passages : list of Reworded
    moved : int
        Passages that stand elsewhere, with not a word changed.
    guard : Guard
        What is not shown.
    """

    old: Built
    new: Built
    numbers: list[Told]
    passages: list[Reworded]
    moved: int
    guard: Guard


def render(found: Differences, beside: str) -> str:
    """The page as HTML: one file, no script, nothing fetched.

    Parameters
    ----------
    found : Differences
    beside : str
        Name of the file beside it that holds the numbers.

    Returns
    -------
    str
    """
    old, new = found.old, found.new
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    parts = _parts(found.numbers)
    changed = _by_kind(parts["changed"], new.area_code)
    lists_of = [parts["there"], parts["gone"], *(each for _, *both in changed for each in both)]
    led = addresses([number for each in lists_of for number in each[:MOST]])
    replaced, added, dropped = lists.sources(old, new)
    shown: dict[str, Any] = {
        "cover": {"old": _cover(old), "new": _cover(new)},
        "name": new.record.get("name", ""),
        "notice": _notice(new),
        "changed": changed,
        "there": parts["there"],
        "gone": parts["gone"],
        "unseen": len(parts["unseen"]),
        "wordings": _wordings(found, led),
        "moved": found.moved,
        "tables": lists.tables(old, new),
        "charts": lists.charts(old, new),
        "checks": lists.checks(old, new),
        "sources": {"replaced": replaced, "there": added, "gone": dropped},
        "beside": beside,
        "open_up_to": OPEN_UP_TO,
        "most": MOST,
        "lacking": sorted(old.lacking | new.lacking),
    }
    shown["counts"] = _counts(shown, parts, found.passages)
    return environment.get_template("differences.html.j2").render(shown) + "\n"


def _cover(report: Built) -> dict[str, str]:
    known = {"Area": areas.find(report.area_code).name, "Year": report.year}
    known |= {"Figures as known at": report.known_at, "Status": "not recorded"}
    return {name: report.cover.get(name, known[name]) for name in _COVER}


def _notice(report: Built) -> str:
    area = areas.find(report.area_code).name
    return NOTICE.format(area=area) if report.record.get("made_up") else ""


def _parts(numbers: Sequence[Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {name: [] for name in ("changed", "there", "gone", "unseen")}
    for number in numbers:
        found[number.part].append(number)
    return found


def _by_kind(numbers: Sequence[Told], area_code: str) -> list[tuple[str, list[Told], list[Told]]]:
    """For each kind of reason its figures, the area's own first; apart what moved with them."""
    found = []
    for kind, group in groupby(numbers, key=lambda number: number.kind):
        every = list(group)
        own = [number for number in every if not number.pair.is_derived]
        own.sort(key=lambda number: number.pair.row["area_code"] != area_code)
        found.append((kind, own, [number for number in every if number.pair.is_derived]))
    return found


def _wordings(
    found: Differences, rows: Mapping[tuple[bool, tuple[str, ...]], str]
) -> dict[str, dict[str, list[Wording]]]:
    """The passages that differ, by chapter and section; numbers lead to the rows of their own."""
    sides = {False: found.old.by_key, True: found.new.by_key}

    def address(fact: str, is_new: bool) -> str:
        row = sides[is_new].get(fact)
        return rows.get((is_new, edition(row)), "") if row else ""

    shown: dict[str, dict[str, list[Wording]]] = defaultdict(lambda: defaultdict(list))
    for pair in found.passages:
        chapter, section = pair.place
        bare, why = _without_withheld(pair, found)
        shown[chapter][section].append(Wording(runs(bare, address), why))
    return shown


def _without_withheld(pair: Reworded, found: Differences) -> tuple[Reworded, str]:
    """A passage without the side that tells what must not be shown, and what is said of it."""
    hides = {"earlier": found.guard.hides_old, "later": found.guard.hides_new}
    sides: list[Passage | None] = []
    kept_back = []
    for (side, hide), passage, known in zip(
        hides.items(), (pair.old, pair.new), (found.old.by_key, found.new.by_key), strict=True
    ):
        facts = passage.facts if passage else ()
        is_hidden = any(
            hide(known[fact]) for fact in facts if fact in known and _is_number(known, fact)
        )
        sides.append(None if is_hidden else passage)
        kept_back += [side] if is_hidden else []
    why = f"The words of the {' and the '.join(kept_back)} report are not shown here, since they "
    why += "tell a count that could give back one that is withheld."
    return Reworded(*sides), why if kept_back else ""


def _is_number(known: Mapping[str, Mapping[str, str]], fact: str) -> bool:
    return bool(known[fact]["value"])


def _counts(
    shown: Mapping[str, Any], parts: Mapping[str, Sequence[Told]], passages: Sequence[Reworded]
) -> list[tuple[str, int, str]]:
    """What the summary counts: of what, how many, and where on the page it is told."""
    both = sum(1 for pair in passages if pair.old and pair.new)
    failing = sum(check.outcome == "failing" for check in shown["checks"])
    passing = sum(check.outcome == "passing" for check in shown["checks"])
    tables, charts, sources = shown["tables"], shown["charts"], shown["sources"]
    told = [
        ("number changed", len(parts["changed"]), "numbers"),
        ("number newly there", len(parts["there"]), "there"),
        ("number no longer there", len(parts["gone"]), "gone"),
        ("passage reworded", both, "words"),
        ("passage added", sum(not pair.old for pair in passages), "words"),
        ("passage taken out", sum(not pair.new for pair in passages), "words"),
        ("table or chart added", len(tables.there) + len(charts.there), "tables"),
        ("table or chart taken out", len(tables.gone) + len(charts.gone), "tables"),
        ("table with rows added or taken out", len(tables.differ), "tables"),
        ("check that fails now", failing, "checks"),
        ("check that passes now", passing, "checks"),
        ("source replaced", len(sources["replaced"]), "sources"),
        ("source added", len(sources["there"]), "sources"),
        ("source no longer cited", len(sources["gone"]), "sources"),
    ]
    return [(_plural(words, number), number, name) for words, number, name in told if number]


def _plural(words: str, number: int) -> str:
    """What is counted, in the singular for one.

    Examples
    --------
    >>> _plural("check that fails now", 1), _plural("check that fails now", 2)
    ('check that fails now', 'checks that fail now')
    >>> _plural("table or chart added", 2)
    'tables or charts added'
    """
    if number == 1:
        return words
    first, _, rest = words.partition(" ")
    for one, many in {"or chart ": "or charts ", "fails": "fail", "passes": "pass"}.items():
        rest = rest.replace(one, many)
    return f"{first}s {rest}"
