"""What reports are made from, as one parcel that travels once to each machine that builds them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from mscp_analysis import areas
from mscp_analysis.report.batch.work import packed, unpack
from mscp_analysis.report.kept.fingerprints import files_of, sha256
from mscp_analysis.report.parameters import Request

_DATA, _CHAPTERS = "data", "chapters"


def parcel(requests: Sequence[Request], notebooks: Sequence[Path]) -> bytes:
    """The tables, the rules, what the partnerships of these reports handed in, and the chapters.

    What a partnership handed in holds counts that are not yet protected: it leaves this machine
    only if its report is among those asked for, and no other partnership's does.

    Parameters
    ----------
    requests : sequence of Request
        The reports.
    notebooks : sequence of pathlib.Path
        Their chapters.

    Returns
    -------
    bytes
    """
    with tempfile.TemporaryDirectory(prefix="mscp-") as name:
        folder = Path(name)
        for kind in ("published", "rules"):
            _link_all(areas.shelf(kind), folder / _DATA / kind)
        held = areas.data_folder() / "partnerships"
        for path in held.glob("*/partnership.yaml"):
            _link(path, folder / _DATA / "partnerships" / path.relative_to(held))
        for kept in {request.folder for request in requests}:
            _link_all(held / kept, folder / _DATA / "partnerships" / kept)
        for notebook in notebooks:
            _link(notebook, folder / _CHAPTERS / notebook.name)
        return packed(folder)


def _link_all(source: Path, target: Path) -> None:
    for path in files_of(source):
        _link(path, target / path.relative_to(source))


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        target.symlink_to(source.resolve())


def unpacked(inputs: bytes, above: Path) -> Path:
    """The folder of a parcel on this machine, whoever unpacks it there at once.

    Parameters
    ----------
    inputs : bytes
        As ``parcel`` packs them.
    above : pathlib.Path
        Where to unpack it, in a folder that its content names.

    Returns
    -------
    pathlib.Path
    """
    folder = above / f"mscp-inputs-{digest(inputs)}"
    if not folder.exists():
        above.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=".mscp-inputs-", dir=above))
        unpack(inputs, new)
        try:
            os.rename(new, folder)
        except OSError:
            if not folder.exists():
                raise
    return folder


def data_and_chapters(folder: Path) -> tuple[Path, tuple[Path, ...]]:
    """The data folder and the chapters of a parcel that was unpacked."""
    chapters = sorted(path for path in (folder / _CHAPTERS).iterdir())
    return folder / _DATA, tuple(chapters)


def digest(inputs: bytes) -> str:
    """By what a parcel is known: the same files make the same."""
    return hashlib.sha256(inputs).hexdigest()[:16]


@cache
def source() -> str:
    """By what two machines tell that they have the same library, wherever it is installed.

    Examples
    --------
    >>> len(source())
    16
    """
    package = Path(__file__).resolve().parents[2]
    files = [path for path in files_of(package) if "__pycache__" not in path.parts]
    found = [[path.relative_to(package).as_posix(), sha256(path)] for path in files]
    return hashlib.sha256(repr(found).encode()).hexdigest()[:16]
