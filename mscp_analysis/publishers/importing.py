"""Read releases and make the published tables of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import yaml

from mscp_analysis import progress
from mscp_analysis.areas import Register, data_folder
from mscp_analysis.publishers import (
    catalogue,
    figures,
    general,
    holdings,
    reference,
    rules,
    statistic,
    writing,
)
from mscp_analysis.publishers.containers import unpacked
from mscp_analysis.publishers.differences import Difference
from mscp_analysis.publishers.faults import Faults
from mscp_analysis.publishers.general import Brought
from mscp_analysis.publishers.outcome import Imported
from mscp_analysis.publishers.recognising import Found, Other, recognise
from mscp_analysis.publishers.stated import Stated


def import_releases(
    sources: str | Path | Iterable[str | Path],
    data_dir: str | Path | None = None,
    *,
    releases: Mapping[str, str] | None = None,
    stated: Stated | None = None,
    dry_run: bool = False,
) -> Imported:
    """Make the published tables from release files, or add releases to them.

    A file is recognised by its columns. What is held of other releases stays; what is held of
    the releases given is replaced. Everything is put in place together, each table with its
    description, or nothing is changed.

    Parameters
    ----------
    sources : path or iterable of path
        Release files, or folders of them, packed or not. In a folder, files that are not
        understood are left alone and told of; a file named by itself has to be understood.
    data_dir : path, optional
        Folder that holds ``published``; the project's own by default.
    releases : mapping of str to str, optional
        Release of a file, by its name, where its newest period does not tell it.
    stated : Stated, optional
        What holds of all files and cannot be read in them: release, date, year, sheet.
    dry_run : bool
        Whether to say what would change and change nothing.

    Returns
    -------
    Imported

    Raises
    ------
    ValueError, LookupError
        If a file is not understood or not whole: file, row, column, what was expected, what
        came and what to do. Of several files ``FaultyFiles``, with the error of each.
    OSError
        If a table cannot be written; all are as before.
    """
    given = [sources] if isinstance(sources, str | Path) else list(sources)
    published, stated = Path(data_dir or data_folder()) / "published", stated or Stated()
    faults = Faults()
    found, others = recognise([Path(each) for each in given], faults)
    named = dict(releases or {}) | ({each.path.name: stated.release for each in found}
                                    if stated.release else {})  # fmt: skip
    with rules.also(_known_before(published) | _stated(stated, found)), ExitStack() as opened:
        files, made, read, changes = _tables(found, published, named, faults)
        register = reference.register_of(files, published)
        brought, refused = _statistics(others, register, published, stated, faults, dry_run, opened)
        _tell(faults, refused, bool(read or brought))
        _check_apart(brought)
        files |= general.files_of(brought, published, register)
        changed = writing.differ(files)
        if not dry_run:
            _put(published, files)
            _clear(published, brought)
    return Imported(made, read, changes, tuple(brought), refused, dry_run, changed)


def _tell(faults: Faults, refused: Mapping[str, str], any_read: bool) -> None:
    """Refuse all where a file has a fault, or none is left; then those left alone are told too."""
    if faults.errors or (len(refused) > 1 and not any_read):
        faults.errors += map(ValueError, refused.values())
    faults.tell()
    if not any_read:
        raise ValueError(f"Nothing was imported: {' '.join(refused.values())}")


def _known_before(published: Path) -> dict[str, dict[str, Any]]:
    """Releases that were stated at earlier imports, from the descriptions of the tables."""
    known = rules.releases()
    held = {}
    for path in sorted(published.glob("*.resource.yaml")):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for said in yaml.load(path.read_bytes(), Loader=loader)["sources"]:
            if said["release"] not in known:
                keys = ("publisher", "title", "published")
                held[said["release"]] = {"family": "", **{key: said[key] for key in keys}}
    return held


def _stated(stated: Stated, found: Sequence[Found]) -> dict[str, dict[str, Any]]:
    """The entry of a release that is stated and that the register has not."""
    if not (stated.release and stated.published):
        return {}
    families = [rules.layouts()[each.kind]["family"] for each in found
                if each.kind in rules.layouts()]  # fmt: skip
    like = [entry for entry in rules.releases().values() if entry["family"] in families]
    last = like[-1] if like else {"publisher": "dfe", "title": stated.release}
    title = str(last["title"]).rpartition(",")[0] or str(last["title"])
    return {stated.release: {"family": "", "publisher": last["publisher"], "title": title,
                             "published": stated.published}}  # fmt: skip


Made = tuple[dict[Path, bytes | Path], dict[str, int], dict[str, str], dict[str, Difference]]


def _tables(
    found: Sequence[Found], published: Path, stated: dict[str, str], faults: Faults
) -> Made:
    """The tables that the pages of a report stand on, with what was read and what changes."""
    if not found:
        return {}, {}, {}, {}
    files: reference.Files = {}
    with faults.collected():
        files, register = reference.areas(found, published)
        near, lists = reference.lists_of_neighbours(found, register, stated)
        new, read = figures.gather(found, register, stated, faults)
    if faults.errors:
        return {published / name: text for name, text in files.items()}, {}, {}, {}
    progress.at("setting the tables beside those that are held", 0, 0)
    tables = {name: figures.merged(name, new[name], published) for name in rules.tables()}
    changes = {name: figures.changes(name, new[name], published, register) for name in tables
               if new[name].rows}  # fmt: skip
    for name, contents in tables.items():
        if contents.rows:
            near |= figures.files(name, contents, tables["population"])
    files |= near
    read |= {str(each.path): "area-codes" for each in found if each.kind in {"history", "names"}}
    read |= {str(each.path): release for release, each in lists.items()}
    made = {name.removesuffix(".csv"): len(text.splitlines()) - 1
            for name, text in sorted(files.items()) if name.endswith(".csv")}  # fmt: skip
    return {published / name: text for name, text in files.items()}, made, read, changes


def _statistics(
    others: Sequence[Other], register: Register | None, published: Path, stated: Stated,
    faults: Faults, dry_run: bool, opened: ExitStack,
) -> tuple[list[Brought], dict[str, str]]:  # fmt: skip
    brought: list[Brought] = []
    refused: dict[str, str] = {}
    for number, other in enumerate(others):
        progress.at(f"reading {other.name}", number, len(others))
        try:
            for plain in opened.enter_context(unpacked(other.path)):
                if register is None:
                    statistic.recognised(plain, stated.sheet)  # What it is no file of comes first.
                    raise reference.no_areas(published)
                brought.append(opened.enter_context(
                    general.bringing(plain, register, published, stated, dry_run)
                ))  # fmt: skip
        except (ValueError, LookupError) as error:
            if other.named:
                faults.errors.append(error)
            else:
                refused[other.name] = str(error)
    return brought, refused


def _check_apart(brought: Sequence[Brought]) -> None:
    """Refuse two files of one statistic and release: which of them holds would be a guess."""
    seen: dict[tuple[str, str], Brought] = {}
    for each in brought:
        key = each.match.statistic, each.source["release"]
        if key in seen and seen[key].read.sha256 != each.read.sha256:
            raise ValueError(
                f"{seen[key].file} and {each.file} both hold {key[0]} of {key[1]}: give only one "
                "of them, or name their releases."
            )
        seen[key] = each


def _put(published: Path, files: dict[Path, bytes | Path]) -> None:
    """Put tables and descriptions in place, and the readme's table that tells of them."""
    readme = published.parent / "README.md"
    texts = {path.name: new for path, new in files.items()
             if isinstance(new, bytes) and path.parent == published}  # fmt: skip
    if readme.exists() and texts:
        held = {path.name: path.read_bytes() for path in published.glob("*.resource.yaml")}
        text = catalogue.refreshed(readme.read_text(encoding="utf-8"), {**held, **texts})
        files[readme] = text.encode()
    writing.put(files)


def _clear(published: Path, brought: Sequence[Brought]) -> None:
    """Remove the figures whose place others have taken, now that nothing names them."""
    for each in brought:
        for name in each.superseded:
            (holdings.folder_of(published) / name).unlink(missing_ok=True)
