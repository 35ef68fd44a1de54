"""Files are written beside what else is done; what goes wrong there is told here."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from mscp_analysis.report.running import aside, warm

pytestmark = pytest.mark.skipif(not warm.POSSIBLE, reason="processes are not forked here")


def test_the_work_is_done_by_another_process_and_once(tmp_path):
    by = tmp_path / "by"

    def work() -> None:
        with by.open("a") as file:
            file.write(f"{os.getpid()}\n")

    with aside.begun(work, at_once=2) as finish:
        finish()
    (number,) = by.read_text().split()
    assert int(number) != os.getpid()


def test_with_one_core_it_is_done_here(tmp_path):
    by: list[int] = []
    with aside.begun(lambda: by.append(os.getpid()), at_once=1) as finish:
        assert by == []
        finish()
    assert by == [os.getpid()]


def test_what_goes_wrong_there_is_raised_here(tmp_path):
    def work() -> None:
        (tmp_path / "no" / "folder").write_text("")

    with aside.begun(work, at_once=2) as finish, pytest.raises(FileNotFoundError, match="folder"):
        finish()


def test_where_nobody_is_told_of_children_it_is_done_here(tmp_path):
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # as some supervisors hand it on
    try:
        with aside.begun(lambda: (tmp_path / "page").touch(), at_once=2) as finish:
            finish()
    finally:
        signal.signal(signal.SIGCHLD, before)
    assert (tmp_path / "page").exists()


def test_where_its_end_is_not_waited_for_it_is_broken_off(tmp_path):
    begun = tmp_path / "begun"

    def work() -> None:
        begun.write_text(str(os.getpid()))
        time.sleep(60)

    def refuse() -> None:
        while not (begun.is_file() and begun.read_text()):
            time.sleep(0.01)
        raise ValueError("The page is not right.")

    with pytest.raises(ValueError, match="not right"), aside.begun(work, at_once=2):
        refuse()
    assert not Path(f"/proc/{begun.read_text()}").exists()
