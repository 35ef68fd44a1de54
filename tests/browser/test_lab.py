"""What the README tells a newcomer to do, done in a real JupyterLab and a real browser.

Screenshots go into the folder that MSCP_SCREENSHOTS names, or into the test's own.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

REPOSITORY = Path(__file__).parents[2]
SECONDS = 60
"""How long a server, a page or a cell may take on a machine that is busy."""

KENT = re.compile(r"Dot chart\. Child protection plans per 10,000 children, Kent and its stat")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def as_made() -> list[str]:
    """What `make lab` hands JupyterLab: options and the notebook to open."""
    told = subprocess.run(["make", "-n", "lab"], cwd=REPOSITORY, capture_output=True, text=True)
    found = re.search(r"/bin/jupyter lab (.*)$", told.stdout, re.M)
    assert found, told.stderr
    return found[1].split()


def settings(folder: Path) -> dict[str, str]:
    """Nothing of the user's own Jupyter is read or written."""
    quiet = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    labconfig = folder / "config" / "labconfig"
    labconfig.mkdir(parents=True)
    (labconfig / "page_config.json").write_text(json.dumps(quiet), encoding="utf-8")
    own = ["CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"]
    return {
        **{f"JUPYTER_{name}": str(folder / name.removesuffix("_DIR").lower()) for name in own},
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "IPYTHONDIR": str(folder / "ipython"),
        "PYTHONPATH": str(REPOSITORY),
    }


def wait_for(address: str, server: subprocess.Popen) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "JupyterLab ended at once"
        try:
            urlopen(address, timeout=2).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not answer within {SECONDS} s.")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a notebook in a JupyterLab as `make lab` starts it, for this machine alone.

    It stands in a copy of the notebooks, so that nothing of the project is written.

    What stands between the braces is filled with the notebook's name.
    """
    folder = tmp_path_factory.mktemp("lab")
    for name in ("notebooks/explore", "notebooks/report", "docs"):
        shutil.copytree(REPOSITORY / name, folder / "project" / name)
    port, token = free_port(), secrets.token_hex(16)
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "IdentityProvider.token": token,
    }
    command = [sys.executable, "-m", "jupyterlab", *as_made(), "--no-browser"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, *(f"--{name}={value}" for name, value in options.items())],
            env={**os.environ, **settings(folder)},
            cwd=folder / "project",
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/api/status?token={token}", server)
        yield f"http://127.0.0.1:{port}/{{}}.ipynb?token={token}"
    finally:
        server.send_signal(signal.SIGINT)
        server.send_signal(signal.SIGTERM)  # Without asking; its kernels go with it.
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    named = os.environ.get("MSCP_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def page(desk_browser: Browser) -> Iterator[Page]:
    context = desk_browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(1000 * SECONDS)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "named", ["notebooks/explore/00_start_here", "notebooks/report/04_voice", "docs/tutorial"]
)
def test_every_notebook_that_the_reader_is_sent_to_is_within_reach(lab: str, named: str) -> None:
    with urlopen(lab.format(f"api/contents/{named}"), timeout=SECONDS) as answer:
        assert json.load(answer)["type"] == "notebook"


def test_a_newcomer_sees_a_chart_of_their_own_authority(
    lab: str, page: Page, pictures: Path
) -> None:
    page.goto(lab.format("lab/tree/notebooks/explore/00_start_here"))
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=1000 * SECONDS)
    page.screenshot(path=pictures / "1-opened.png")

    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    lists = page.locator(".jupyter-widgets select")
    shown = page.locator(".widget-html .mscp")
    expect(lists).to_have_count(4, timeout=1000 * SECONDS)
    expect(shown).to_contain_text("Medway, on 31 March 2024: 41.9")
    expect(page.get_by_role("combobox", name="Area")).to_have_value("Medway")
    lists.first.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "2-run.png")

    page.get_by_role("combobox", name="Area").select_option("Kent")
    expect(shown).to_contain_text("Kent, on 31 March 2024: 34.6", timeout=1000 * SECONDS)
    drawing = shown.get_by_role("img")
    expect(drawing).to_have_attribute("aria-label", KENT)
    assert drawing.bounding_box()["width"] > 300
    assert not page.locator(".jp-RenderedText[data-mime-type*='stderr']").count()
    drawing.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "3-kent.png")
    assert all((pictures / f"{name}.png").stat().st_size > 20_000 for name in ("2-run", "3-kent"))
