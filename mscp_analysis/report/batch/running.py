"""Run a batch: what is there already is left, the rest is built and put in place, all is listed."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from mscp_analysis.report.batch import hands, told
from mscp_analysis.report.batch.places import Place, place
from mscp_analysis.report.batch.there import There
from mscp_analysis.report.batch.work import Done, Job, sentence
from mscp_analysis.report.parameters import Request
from mscp_analysis.report.running.cores import cores


@dataclass
class Outcome:
    """What became of a batch.

    Parameters
    ----------
    built, unchanged : list of str
        The reports that were built, and those that were there already.
    failed : dict of str to str
        Why each other was not built.
    seconds : dict of str to float
        How long each took that was built.
    page : str
        Where the list of all reports is.
    not_listed : str
        Why it could not be written; the reports are there nevertheless.
    interrupted : bool
        Whether it was ended before all were done.
    without_pdf : bool
        Whether PDFs were asked for that cannot be made where a report was built.
    """

    built: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    page: str = ""
    not_listed: str = ""
    interrupted: bool = False
    without_pdf: bool = False


def run(
    requests: Sequence[Request],
    out: str | Path,
    *,
    printed: bool = False,
    fresh: bool = False,
    only_failed: bool = False,
    scheduler: str | None = None,
    notebooks: Sequence[Path] | None = None,
    processes: int | None = None,
) -> Outcome:
    """Build reports, and put each in place whole.

    What fails is told and listed in ``failed.csv``, and the rest goes on. The list of all reports
    is written once, when all is done or the batch is interrupted.

    Parameters
    ----------
    requests : sequence of Request
        The reports, as ``orders`` gives them.
    out : str or pathlib.Path
        A folder, or an address that fsspec knows.
    printed : bool
        Whether to make PDFs as well.
    fresh : bool
        Whether to build again also what is there and unchanged.
    only_failed : bool
        Whether to build only those of the reports that failed the last time.
    scheduler : str, optional
        Address of a Dask scheduler; left out, this machine builds.
    notebooks : sequence of pathlib.Path, optional
        The chapters; left out, those of ``notebooks/report``.
    processes : int, optional
        How many processes build; left out, as many as there are cores.

    Returns
    -------
    Outcome

    Raises
    ------
    ValueError
        If the place cannot be written to, no scheduler answers, or nothing had failed.
    OSError
        If the folder cannot be made.
    """
    target = place(out)
    listed = told.from_csv(target.read(told.FAILED))
    if only_failed:
        requests = [each for each in requests if each.place.as_posix() in listed]
        if not requests:
            raise ValueError(f"None of these reports is among those that failed in {out}.")
    outcome, there = Outcome(), There(target, printed, notebooks)
    there.look(requests)
    rest = [each for each in requests if fresh or not there.has(each)]
    names = {each.place.as_posix() for each in rest}
    outcome.unchanged = [p for each in requests if (p := each.place.as_posix()) not in names]
    job = Job(tuple(notebooks) if notebooks is not None else None, printed, fresh)
    progress = told.Progress(len(rest))
    try:
        with closing(_built(rest, job, scheduler, processes, progress)) as coming:
            for done in coming:
                name = done.request.place.as_posix()
                outcome.without_pdf |= not done.has_pdf
                why = done.why or _put(done, target, there)
                progress.ended(name, why)
                if why:
                    outcome.failed[name] = why
                else:
                    outcome.built.append(name)
                    outcome.seconds[name] = done.seconds
    except KeyboardInterrupt:
        outcome.interrupted = True
    for name in [*outcome.built, *outcome.unchanged]:
        listed.pop(name, None)
    target.write(told.FAILED, told.as_csv(listed | outcome.failed))
    there.trim()
    outcome.page, outcome.not_listed = _listed(target)
    return outcome


def _built(
    requests: Sequence[Request],
    job: Job,
    scheduler: str | None,
    processes: int | None,
    progress: told.Progress,
) -> Generator[Done, None, None]:
    if scheduler and requests:
        from mscp_analysis.report.batch import cluster

        return cluster.build(requests, job, scheduler, progress.running)
    at_once = processes or cores()
    at_work = min(at_once, len(requests)) or 1
    job = replace(job, at_once=max(1, at_once // at_work))
    return hands.build(requests, job, at_work, lambda each: progress.begun(each.place.as_posix()))


def _put(done: Done, target: Place, there: There) -> str:
    """Put a report in place; why that cannot be done is told like any other failure."""
    try:
        target.put(done.request.place.as_posix(), done.files)
        if done.has_pdf:  # else another try may have it
            there.keep(done.request)
    except (ValueError, OSError) as error:
        return sentence(error)
    return ""


def _listed(target: Place) -> tuple[str, str]:
    """Where the list of all reports is, or why there is none."""
    try:
        return target.list_all(), ""
    except (ValueError, OSError) as error:
        return "", sentence(error)
