"""Build one report of many, and give it back as bytes: what each worker does, wherever it is."""

from __future__ import annotations

import io
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mscp_analysis.report.files import pdf
from mscp_analysis.report.kept.fingerprints import files_of
from mscp_analysis.report.parameters import Request


@dataclass(frozen=True)
class Job:
    """How each report of a batch is built.

    Parameters
    ----------
    notebooks : tuple of pathlib.Path or None
        The chapters; None for those of ``notebooks/report``.
    printed : bool
        Whether to make the PDF as well.
    fresh : bool
        Whether to run also the chapters that were run before on the same.
    at_once : int or None
        How many chapters run side by side; None for as many as there are cores.
    """

    notebooks: tuple[Path, ...] | None = None
    printed: bool = False
    fresh: bool = False
    at_once: int | None = 1


@dataclass(frozen=True)
class Done:
    """What came of one report.

    Parameters
    ----------
    request : Request
        The report that was asked for.
    files : bytes
        Its folder, as a ZIP file; nothing where it failed.
    why : str
        Why it failed, in a sentence; nothing where it did not.
    seconds : float
        How long it took.
    has_pdf : bool
        Whether the PDF is there, where one was asked for.
    """

    request: Request
    files: bytes = b""
    why: str = ""
    seconds: float = 0.0
    has_pdf: bool = True


def work(request: Request, job: Job) -> Done:
    """Build a report, and say why where that is not possible: the others are still to be built.

    Parameters
    ----------
    request : Request
        Which report.
    job : Job
        How.

    Returns
    -------
    Done
    """
    begun, has_pdf = time.perf_counter(), True
    try:
        with tempfile.TemporaryDirectory(prefix="mscp-") as name:
            out = Path(name) / "report"
            _build(request, out, job)
            has_pdf = not job.printed or (out / pdf.NAME).exists()
            files, why = packed(out), ""
    except Exception as error:
        files, why = b"", sentence(error)
    return Done(request, files, why, time.perf_counter() - begun, has_pdf)


def _build(request: Request, out: Path, job: Job) -> None:
    from mscp_analysis.report.build import build  # Who only asks for reports does not need it.

    build(request, out, job.notebooks, printed=job.printed, fresh=job.fresh, at_once=job.at_once)


def sentence(error: BaseException) -> str:
    """What an error says, in one line; one that says no sentence is named.

    Examples
    --------
    >>> sentence(ValueError("There are no figures.")), sentence(KeyError("plans"))
    ('There are no figures.', "KeyError: 'plans'")
    """
    said = " ".join(str(error).split())
    own = type(error) is LookupError or isinstance(error, ValueError | OSError)
    return said if own and said else f"{type(error).__name__}: {said}"


def packed(folder: Path, files: Sequence[Path] | None = None) -> bytes:
    """A folder as a ZIP file, of which the same files always make the same bytes.

    Parameters
    ----------
    folder : pathlib.Path
        The folder.
    files : sequence of pathlib.Path, optional
        Those of its files that are wanted; left out, all.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for path in files_of(folder) if files is None else files:
            about = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            archive.writestr(about, path.read_bytes())
    return held.getvalue()


def unpack(files: bytes, folder: Path) -> None:
    """Write what ``packed`` has packed into a folder."""
    with zipfile.ZipFile(io.BytesIO(files)) as archive:
        archive.extractall(folder)
