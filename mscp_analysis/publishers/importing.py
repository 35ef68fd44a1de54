"""Read releases and make the published tables of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mscp_analysis.areas import data_folder
from mscp_analysis.publishers import catalogue, figures, reference, rules, writing
from mscp_analysis.publishers.recognising import recognise


@dataclass(frozen=True)
class Imported:
    """What an import did.

    Parameters
    ----------
    tables : dict of str to int
        Number of rows of each table that was made.
    read : dict of str to str
        Release of each file that was read, by path.
    left : tuple of str
        Files of the folder that are of no layout that the tables need.
    """

    tables: dict[str, int]
    read: dict[str, str] = field(repr=False)
    left: tuple[str, ...] = field(repr=False)

    def __str__(self) -> str:
        made = ", ".join(f"{name} ({rows:,} rows)" for name, rows in self.tables.items())
        return f"Files read: {len(self.read)}. Made {made}. Files left alone: {len(self.left)}."


def import_releases(
    sources: str | Path | Iterable[str | Path],
    data_dir: str | Path | None = None,
    *,
    releases: Mapping[str, str] | None = None,
) -> Imported:
    """Make the published tables from release files, or add releases to them.

    A file is recognised by its columns. What a table already holds of other releases stays;
    what it holds of the releases given is replaced. All tables are put in place together,
    each with its description, or none is changed.

    Parameters
    ----------
    sources : path or iterable of path
        Release files, or folders of them. In a folder, files of other layouts are left alone;
        a file named by itself has to be understood.
    data_dir : path, optional
        Folder that holds ``published``; the project's own by default.
    releases : mapping of str to str, optional
        Release of a file, by its name, where its newest period does not tell it.

    Returns
    -------
    Imported

    Raises
    ------
    ValueError, LookupError
        If a file is not understood or not whole: file, row, column, what was expected, what
        came and what to do.
    OSError
        If a table cannot be written; all are as before.
    """
    given = [sources] if isinstance(sources, str | Path) else list(sources)
    published = Path(data_dir or data_folder()) / "published"
    stated = dict(releases or {})
    found, left = recognise([Path(each) for each in given])
    files, register = reference.areas(found, published)
    near, lists = reference.lists_of_neighbours(found, register, stated)
    new, read = figures.gather(found, register, stated)
    tables = {name: figures.merged(name, new[name], published) for name in rules.tables()}
    for name, contents in tables.items():
        if contents.rows:
            near |= figures.files(name, contents, tables["population"])
    files |= near
    read |= {str(each.path): "area-codes" for each in found if each.kind in {"history", "names"}}
    read |= {str(each.path): release for release, each in lists.items()}
    _put(published, files)
    made = {name: len(text.splitlines()) - 1 for name, text in files.items() if name[-4:] == ".csv"}
    return Imported(
        {name.removesuffix(".csv"): rows for name, rows in sorted(made.items())}, read, tuple(left)
    )


def _put(published: Path, files: Mapping[str, bytes]) -> None:
    """Put tables and descriptions in place, and the readme's table that tells of them."""
    placed = {published / name: text for name, text in files.items()}
    readme = published.parent / "README.md"
    if readme.exists():
        held = {path.name: path.read_bytes() for path in published.glob("*.resource.yaml")}
        text = catalogue.refreshed(readme.read_text(encoding="utf-8"), {**held, **files})
        placed[readme] = text.encode()
    writing.put(placed)
