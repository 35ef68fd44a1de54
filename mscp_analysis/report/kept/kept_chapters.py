"""Keep finished chapters, so that none is run again on what it was run on before.

What a chapter was made from is not declared anywhere, but heard while it runs (``opened``). A
kept one stands for a new run where its notebook, its parameters, Python, the packages, and the
bytes of every file that it opened are the same. Which data files there are counts too, since a
chapter may have looked for one and found none.

The folder is this user's alone, and only what may be published is in it: a chapter reads nothing
but the protected version of a partnership's own counts, and one that fails is not kept.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat

from mscp_analysis.report import chapters
from mscp_analysis.report.kept import cache
from mscp_analysis.report.kept.fingerprints import digest, environment, files_of, sha256
from mscp_analysis.report.running import opened

LIMIT = 256 * 2**20
"""So many bytes are kept; of more, those go first that were not needed for longest."""

# These run a chapter, or change what it gave; they are not among what it opened itself.
_HOW = (
    "chapters",
    "running/cut",
    "kept/kept_chapters",
    "running/forked",
    "running/in_place",
    "running/kernels",
    "running/opened",
    "running/ordinary",
    "running/private",
    "running/warm",
)
_NO_FILES = ("/dev/", "/proc/", "/sys/")
_CLOCK_TICK = 20_000_000  # ns: files are stamped less finely than the clock runs
_OF_ONE_CHAPTER = 12


class Kept:
    """The finished chapters that may be of use to one build.

    Parameters
    ----------
    parameters : mapping
        What its chapters are run with.
    data : pathlib.Path
        The folder that they read, as ``data.write_protected`` leaves it.
    fresh : bool
        Whether to find none, and to keep what is run nevertheless.
    """

    def __init__(self, parameters: Mapping[str, Any], data: Path, fresh: bool = False) -> None:
        self.folder, self.fresh, self.begun = cache.folder("chapters"), fresh, time.time_ns()
        self.data, self._places = data, dict[Path, Path]()
        self._inside = f"{data}{os.sep}"
        self._stamps = {str(path): _stamp(str(path)) for path in files_of(data)}
        self.digests = {name: sha256(Path(name)) for name in self._stamps}
        here = Path(__file__).parents[1]
        how = [sha256(here / f"{name}.py") for name in _HOW]
        self._basis = [dict(parameters), [*map(self._label, self._stamps)], how, environment()]

    def find(self, notebook: Path) -> nbformat.NotebookNode | None:
        """The chapter as it was run before on the same.

        Parameters
        ----------
        notebook : pathlib.Path
            The chapter, as it is now. What ``keep`` keeps of it must have been looked for first.

        Returns
        -------
        nbformat.NotebookNode or None
            None if it is to be run.
        """
        self._places[notebook] = self._place(notebook)
        for path in [] if self.fresh else cache.newest_first(self._places[notebook]):
            with suppress(OSError, ValueError, zlib.error):  # gone or damaged is not there
                made_from, text = _read(path)
                if all(self._digest(label) == was for label, was in made_from.items()):
                    os.utime(path)
                    return nbformat.from_dict(json.loads(text))
        return None

    def keep(
        self, notebook: Path, executed: nbformat.NotebookNode, scratch: Path
    ) -> nbformat.NotebookNode:
        """Keep a chapter that was run and is right; one that cannot be kept is only given back.

        Parameters
        ----------
        notebook : pathlib.Path
            The chapter.
        executed : nbformat.NotebookNode
            As ``kernels.run`` gave it.
        scratch : pathlib.Path
            Where it ran, of which nothing remains.

        Returns
        -------
        nbformat.NotebookNode
            As ``find`` gives it from now on.
        """
        text = json.dumps(chapters.normalised(executed), sort_keys=True)
        made_from = self._made_from(executed.metadata.get("opened", []), scratch)
        if made_from and self._places.get(notebook) == self._place(notebook):
            with suppress(OSError):  # no room, or no such folder: the report needs neither
                _write(self._place(notebook), made_from, text)
        return nbformat.from_dict(json.loads(text))

    def trim(self) -> None:
        """Let go of what was not needed for longest, where more is kept than may be."""
        cache.trim(self.folder, "*/*", LIMIT)

    def _place(self, notebook: Path) -> Path:
        return self.folder / digest([sha256(notebook), *self._basis])

    def _label(self, name: str) -> str:
        """A file's name from build to build: the folder of the data is another each time."""
        inside = name.removeprefix(self._inside)
        return name if inside == name else f"data:{inside.replace(os.sep, '/')}"

    def _digest(self, label: str) -> str:
        """The digest of a file as it is in this build; of one that is gone, an error."""
        name = str(self.data / label[5:]) if label.startswith("data:") else label
        if name not in self.digests:
            self.digests[name] = sha256(Path(name))
        return self.digests[name]

    def _made_from(self, names: Iterable[str], scratch: Path) -> dict[str, str] | None:
        """Label and digest of each file opened; None where they are not all that matters."""
        made_from = {}
        for name in names:
            if name.startswith(opened.BEYOND):
                return None
            name = _source(name)
            if self._is_input(name, scratch):
                if not self._is_of_before(name):
                    return None
                label = self._label(name)
                made_from[label] = self._digest(label)
        return made_from

    def _is_input(self, name: str, scratch: Path) -> bool:
        """Whether a file was there before: not the chapter's own, nor the kernel's, now gone."""
        if name.startswith((*_NO_FILES, f"{scratch}{os.sep}")):
            return False
        return os.path.isfile(name)

    def _is_of_before(self, name: str) -> bool:
        """Whether the file's bytes are those that it had when the build began."""
        now = _stamp(name)
        if name in self._stamps:
            return now == self._stamps[name]
        return max(now[2:]) < self.begun - _CLOCK_TICK


def in_short(chapters: Sequence[Path], run: Sequence[Path]) -> str:
    """Which of the chapters are run, in a sentence.

    Examples
    --------
    >>> in_short([Path("01_plans.ipynb"), Path("02_voice.ipynb")], [Path("02_voice.ipynb")])
    'Of 2 chapters 1 is as it was; running 02_voice.'
    """
    same = len(chapters) - len(run)
    if not run:
        return f"All {same} chapters are as they were."
    verb = "is as it was" if same == 1 else "are as they were"
    return f"Of {len(chapters)} chapters {same} {verb}; running {', '.join(f.stem for f in run)}."


def _source(name: str) -> str:
    """A module's source, where what was opened is its bytecode."""
    if not name.endswith(".pyc"):
        return name
    try:
        return importlib.util.source_from_cache(name)
    except ValueError:
        return name


def _stamp(name: str) -> tuple[int, int, int, int]:
    """What changes whenever a file is written, or another takes its place."""
    found = os.stat(name)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _read(path: Path) -> tuple[dict[str, str], str]:
    check, _, packed = path.read_bytes().partition(b"\n")
    if hashlib.sha256(packed).hexdigest().encode() != check:
        raise ValueError(f"{path} is damaged.")
    made_from, text = json.loads(zlib.decompress(packed))
    return made_from, text


def _write(folder: Path, made_from: Mapping[str, str], text: str) -> None:
    """Write a chapter in the place of the one that was made from the same, if there is one."""
    packed = zlib.compress(json.dumps([made_from, text]).encode(), 1)
    check = hashlib.sha256(packed).hexdigest().encode()
    cache.write(folder / digest(made_from), check + b"\n" + packed)
    for path in cache.newest_first(folder)[_OF_ONE_CHAPTER:]:
        path.unlink(missing_ok=True)
