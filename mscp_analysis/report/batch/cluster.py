"""Build reports on the machines of a Dask cluster.

What they are made from travels once to each worker. A report comes back as bytes to the one
process that asked for it, which alone puts reports in place: so a worker that dies is Dask's to
replace, and where the scheduler itself is gone, what has not come back is asked for again from
the one that takes its place. Nothing is put in place twice.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from mscp_analysis.report import chapters
from mscp_analysis.report.batch import inputs
from mscp_analysis.report.batch.work import Done, Job, sentence, work
from mscp_analysis.report.pages import young_people
from mscp_analysis.report.parameters import Request
from mscp_analysis.report.running import warm

HOW = (
    "Building on several machines needs Dask, which comes with the extra `cluster`: "
    "pip install 'mscp_analysis[cluster]', here and on each of them."
)
SECONDS_WITHOUT_SCHEDULER = 600
"""So long is it waited for a scheduler that was there and is gone."""
_SECONDS_TO_ANSWER = 15
_alone = threading.Lock()


@dataclass(frozen=True)
class Parcel:
    """The inputs of a batch, on their way to each worker.

    Parameters
    ----------
    name : str
        What the content makes it; the same is sent once.
    content : bytes
        As ``inputs.parcel`` packs them.
    """

    name: str
    content: bytes


def build(
    requests: Sequence[Request], job: Job, address: str, begun: Callable[[Sequence[str]], None]
) -> Generator[Done, None, None]:
    """Build reports on the workers of a scheduler, and give each when it is there.

    Parameters
    ----------
    requests : sequence of Request
        The reports.
    job : Job
        How they are built.
    address : str
        Of the scheduler: ``tcp://HOST:8786``.
    begun : callable
        Is told the places of the reports that workers hold.

    Yields
    ------
    Done
        In the order in which they come.

    Raises
    ------
    ValueError
        If Dask is not installed, or no scheduler answers when the batch begins. That a worker
        has another version of this library is why its reports fail.
    """
    try:
        import distributed  # noqa: F401  (only whether it is there)
    except ImportError:
        raise ValueError(HOW) from None
    # That a scheduler is gone is waited for, or told in a sentence; not as a log of each attempt.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    notebooks = job.notebooks or young_people.beside(chapters.find())
    content = inputs.parcel(requests, notebooks)
    parcel = Parcel(f"mscp-inputs-{inputs.digest(content)}", content)
    rest = {request.place.as_posix(): request for request in requests}
    gone: float | None = None
    while rest:
        try:
            for done in _on_this_scheduler(rest, job, address, parcel, begun):
                gone = None
                del rest[done.request.place.as_posix()]
                yield done
        except _Lost as lost:
            if lost.never_found and gone is None and len(rest) == len(requests):
                raise ValueError(f"No scheduler answers at {address}: {lost}") from None
            gone = gone or time.monotonic()
            if time.monotonic() - gone > SECONDS_WITHOUT_SCHEDULER:
                why = f"The scheduler at {address} was gone, and did not come back."
                for request in [*rest.values()]:
                    yield Done(request, why=why)
                return
            time.sleep(0.5)


class _Lost(Exception):
    """The scheduler does not answer."""

    def __init__(self, why: object, never_found: bool = False) -> None:
        super().__init__(str(why))
        self.never_found = never_found


def _on_this_scheduler(
    rest: dict[str, Request],
    job: Job,
    address: str,
    parcel: Parcel,
    begun: Callable[[Sequence[str]], None],
) -> Generator[Done, None, None]:
    """Build the reports that are left, as long as one scheduler lives."""
    from distributed import Client

    try:
        client = Client(address, timeout=_SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise _Lost(sentence(error), never_found=True) from None
    with suppress(OSError, TimeoutError), client:
        try:
            _prepare(client, parcel)
            yield from _gathered(client, {**rest}, replace(job, notebooks=None), parcel, begun)
        except _of_the_network() as error:
            raise _Lost(sentence(error)) from None


def _of_the_network() -> tuple[type[BaseException], ...]:
    from concurrent.futures import CancelledError

    from distributed.comm import CommClosedError

    return CommClosedError, OSError, TimeoutError, CancelledError


def _prepare(client: Any, parcel: Parcel) -> None:
    """Send the inputs to every worker, now and later, and hold their library to this one's."""
    from distributed.diagnostics.plugin import WorkerPlugin

    class Unpack(WorkerPlugin):
        """What Dask asks of a plugin."""

        idempotent = True
        name = parcel.name

        def setup(self, worker: Any) -> None:
            inputs.unpacked(parcel.content, _folder(worker))

    client.register_plugin(Unpack(), name=parcel.name)


def _gathered(
    client: Any,
    rest: dict[str, Request],
    job: Job,
    parcel: Parcel,
    begun: Callable[[Sequence[str]], None],
) -> Generator[Done, None, None]:
    """Ask for all, take each as it comes, and give up when the scheduler is another."""
    batch, known = uuid4().hex[:8], client.scheduler_info()["id"]
    asked = {
        client.submit(
            on_a_worker, request, job, parcel.name, inputs.source(), key=f"mscp-{batch}-{place}",
            pure=False,
        ): place
        for place, request in rest.items()
    }  # fmt: skip
    while asked:
        time.sleep(0.05)
        if client.status != "running" or client.scheduler_info()["id"] != known:
            raise _Lost("it has ended")
        for future in [each for each in asked if each.status != "pending"]:
            if future.status in ("cancelled", "lost"):
                raise _Lost("it has forgotten what it was asked for")
            yield _taken(future, rest[asked.pop(future)])
            future.release()
        begun([*asked.values()])


def _taken(future: Any, request: Request) -> Done:
    """What a worker gave back; a report for which workers died too often has failed."""
    from distributed import KilledWorker

    if future.status == "finished":
        return future.result(timeout=60)
    error = future.exception(timeout=60)
    if isinstance(error, KilledWorker):
        return Done(request, why="The workers that built it died again and again.")
    return Done(request, why=sentence(error))


def on_a_worker(request: Request, job: Job, name: str, source: str) -> Done:
    """Build a report on a worker, from the inputs that were sent there.

    Parameters
    ----------
    request : Request
        The report.
    job : Job
        How it is built.
    name : str
        Of the inputs.
    source : str
        ``inputs.source`` of who asks.

    Returns
    -------
    Done
    """
    if inputs.source() != source:
        said = "This worker has another version of mscp_analysis than the one who asks: install "
        return Done(request, why=said + "the same on all machines.")
    from distributed import get_worker

    folder = _folder(get_worker()) / name
    if not folder.is_dir():
        return Done(request, why="This worker has not got the tables: begin the batch again.")
    data, notebooks = inputs.data_and_chapters(folder)
    with _alone:  # the data folder is the process's, and a worker has one thread for this anyhow
        os.environ["MSCP_DATA"] = str(data)
        warm.up(data)
        return work(request, replace(job, notebooks=notebooks))


def _folder(worker: Any) -> Path:
    """Where a worker keeps inputs: its own folder, which goes when it ends."""
    return Path(worker.local_directory)
