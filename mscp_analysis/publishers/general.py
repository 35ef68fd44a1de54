"""Import statistics that no page of a report stands on: any release of any family described."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mscp_analysis.areas import Register
from mscp_analysis.periods import last_day
from mscp_analysis.publishers import holdings, rules, statistic
from mscp_analysis.publishers.completeness import Pair, lacking
from mscp_analysis.publishers.containers import Plain
from mscp_analysis.publishers.differences import Difference, difference
from mscp_analysis.publishers.families import Match
from mscp_analysis.publishers.stated import Stated, release_of
from mscp_analysis.publishers.statistic import Recognised
from mscp_analysis.publishers.whole import Read, read_to_end


@dataclass
class Brought:
    """One statistic of one release, read to its end and ready to be put in place.

    Parameters
    ----------
    file : str
        The file that it was read from.
    match : Match
        What it was recognised as.
    source : dict
        Release, publisher, title, date, file and hash.
    read : Read
        What was found in it.
    place : Path
        Where its figures lie until they are put in place.
    changes : Difference, optional
        What differs from the release before; None where the same file is held already.
    formulas : int
        Cells of which a formula's last result was read.
    lacking : str
        What it lacks of the areas that it should have, in a line.
    superseded : list of str
        Files of figures whose place it takes.
    """

    file: str
    match: Match
    source: dict[str, Any]
    read: Read
    place: Path
    changes: Difference | None = None
    formulas: int = 0
    lacking: str = ""
    superseded: list[str] = field(default_factory=list)

    @property
    def figures(self) -> str:
        """Where the figures belong, beside the description."""
        digest = self.read.sha256[:12]
        return f"{self.match.statistic}/{self.source['release']}.{digest}.arrows"

    def __str__(self) -> str:
        sure = "for certain" if self.match.confidence == 1 else (
            f"to {self.match.confidence:.0%}, with "
            + ", ".join(f"{came!r} for {meant!r}" for came, meant in self.match.renamed.items())
        )  # fmt: skip
        head = (
            f"{self.file}: recognised {sure} as {self.match.about['title']!r} "
            f"({self.match.statistic}), release {self.source['release']}, published "
            f"{self.source['published']}."
        )
        if self.changes is None:
            return f"{head} The same file is held already; nothing changes."
        return "\n".join([head, *(f"  {line}" for line in self._lines())])

    def _lines(self) -> Iterator[str]:
        periods = self.read.periods
        span = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
        yield f"{span}; {self.read.areas} {_areas(self.read.areas)}; {self.read.numbers:,} figures."
        if self.read.markers:
            marked = (f"{marker} {number:,}" for marker, number in self.read.markers.most_common())
            yield f"Without a number: {', '.join(marked)}."
        if self.read.left:
            some = ", ".join(name for name, _ in self.read.left.most_common(3))
            yield f"Left out, of no area that is held: {self.read.left.total():,} rows ({some})."
        if self.read.undated:
            some = ", ".join(map(repr, [*self.read.undated][:3]))
            rows = self.read.undated.total()
            yield f"Left out, of no period: {rows:,} rows, whose period is given as {some}."
        if self.formulas:
            yield f"{self.formulas:,} cells hold formulas; the results saved with them were read."
        if self.lacking:
            yield self.lacking
        yield str(self.changes)


def _areas(number: int) -> str:
    return "area" if number == 1 else "areas"


@contextmanager
def bringing(
    plain: Plain, areas: Register, published: Path, stated: Stated, dry_run: bool
) -> Iterator[Brought]:
    """Read a file to its end, into a place from which it can be put in place at one stroke.

    Parameters
    ----------
    plain : Plain
        The file.
    areas : Register
        The areas.
    published : Path
        The folder ``published``.
    stated : Stated
        What the file cannot say.
    dry_run : bool
        Whether nothing may be written there, not even for a while.

    Yields
    ------
    Brought

    Raises
    ------
    ValueError, LookupError
        If it is not understood, or lacks what has to be stated.
    """
    found = statistic.recognised(plain, stated.sheet)
    period = statistic.period_of(found, stated.period)
    folder = holdings.folder_of(published) / found.match.statistic
    with ExitStack() as opened:
        where = None if dry_run else _made(folder, opened)
        place = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix=".", dir=where)))
        yield _brought(found, areas, published, stated, period, place / "figures")


def _made(folder: Path, opened: ExitStack) -> Path:
    """A folder that goes again if nothing was put into it."""
    missing = [each for each in [folder, *folder.parents] if not each.exists()]
    for each in reversed(missing):
        opened.callback(_remove_empty, each)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _remove_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _brought(
    found: Recognised, areas: Register, published: Path, stated: Stated, period: str | None,
    place: Path,
) -> Brought:  # fmt: skip
    import pyarrow as pa

    # The meaning of a symbol may be that of one release, which a period that is stated tells.
    early = release_of(found, [period], stated)[0] if period else ""
    writer: list[Any] = []

    with ExitStack() as opened:

        def take(table: pa.Table) -> None:
            if not writer:
                sink = opened.enter_context(pa.OSFile(str(place), "wb"))
                writer.append(opened.enter_context(pa.ipc.new_stream(sink, table.schema)))
            writer[0].write_table(table)

        read = read_to_end(found, areas, take, period, early)
    release, entry = release_of(found, list(read.periods), stated)
    source = rules.source_of(release, entry, found.plain.name, read.sha256)
    return Brought(found.plain.name, found.match, source, read, place, formulas=found.formulas)


def files_of(
    brought: Sequence[Brought], published: Path, areas: Register | None
) -> dict[Path, bytes | Path]:
    """What has to be put in place: figures and descriptions, the releases in order of date.

    Each release is compared with the one before it, which may be among those imported.

    Parameters
    ----------
    brought : sequence of Brought
        What is imported; ``changes`` and ``superseded`` are written into them.
    published : Path
        The folder ``published``.
    areas : Register or None
        The areas, to name them.

    Returns
    -------
    dict of Path to bytes or Path
    """
    folder = holdings.folder_of(published)
    files: dict[Path, bytes | Path] = {}
    known: dict[str, dict[str, Any]] = {}
    for each in sorted(brought, key=lambda one: last_day(str(one.source["published"]))):
        name = each.match.statistic
        held = known.get(name) or holdings.description(published, name)
        own = [s for s in held["sources"] if s["release"] == each.source["release"]]
        if any(said["sha256"] == each.read.sha256 for said in own):
            continue
        each.superseded = [said["figures"] for said in own]
        each.changes = _changes(each, held, folder, files, areas)
        known[name] = holdings.described(held, each.match, each.source, each.read, each.figures)
        files[folder / each.figures] = each.place
        files[folder / f"{name}{holdings.ENDING}"] = holdings.as_text(known[name])
    return files


def _changes(
    brought: Brought,
    held: dict[str, Any],
    folder: Path,
    files: Mapping[Path, bytes | Path],
    areas: Register | None,
) -> Difference:
    """What differs from the newest release up to its own date."""
    periods = {period for said in held["sources"] for period in said["periods"]}
    day = last_day(str(brought.source["published"]))
    before = [said for said in held["sources"] if last_day(str(said["published"])) <= day]
    if not before:
        brought.lacking = _lacking(brought, (), areas)
        return Difference(tuple(p for p in brought.read.periods if p not in periods))
    against, place = before[-1]["release"], folder / before[-1]["figures"]
    staged = files.get(place, place)
    figures = staged if isinstance(staged, Path) else place
    brought.lacking = _lacking(brought, holdings.pairs(figures), areas, against)
    new, rows = holdings.long_rows(brought.place), holdings.long_rows(figures)
    return difference(new, rows, periods, against, areas)


def _lacking(
    brought: Brought, before: Iterable[Pair], areas: Register | None, against: str = ""
) -> str:
    read = brought.read
    return lacking(read.pairs, before, areas, against, read.left) if areas else ""
