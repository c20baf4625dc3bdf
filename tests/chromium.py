"""A Chromium and a running app for tests; imported by the modules that drive the app in it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parent.parent

# A busy machine is slow, and a slow answer is still an answer; speed has tests of its own.
expect.set_options(timeout=20_000)


def chromium() -> str | None:
    """Path of a Chromium that is installed on this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    return found or (mac if Path(mac).exists() else None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        reason = "no Chromium is installed: the browser tests cannot run"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        flags = [
            "--no-sandbox",
            "--disable-background-networking",
            # WebGL without a graphics card.
            "--use-gl=angle",
            "--use-angle=swiftshader",
            "--enable-unsafe-swiftshader",
            "--ignore-gpu-blocklist",
        ]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


class Watched:
    """What a page asked for and complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def _console(self, message: ConsoleMessage) -> None:
        # On an address below the first page Streamlit first looks for its server there.
        probe = message.location["url"].rpartition("/_stcore/")[2] in ("health", "host-config")
        if message.type == "error" and not probe:
            self.errors.append(message.text)

    def _request(self, request: object) -> None:
        address = str(getattr(request, "url", ""))
        if not re.match(
            r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|(data|blob|file|about):", address
        ):
            self.outside.append(address)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 950})
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def watched(context: BrowserContext) -> Watched:
    return Watched(context)


@pytest.fixture
def page(context: BrowserContext, watched: Watched) -> Page:
    return context.new_page()


def serve(folder: Path | None = None) -> Iterator[str]:
    """Start the app as `make app` does, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = dict(os.environ)
    if folder:
        environment["TECH_FOR_GOOD_DATA"] = str(folder)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                with urlopen(f"{address}/_stcore/health") as answer:
                    if answer.status == 200:
                        break
            except OSError:
                time.sleep(0.25)
        else:
            pytest.fail("the app did not start within 30 seconds")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def drawn(page: Page) -> None:
    """Wait until the map has been drawn."""
    page.wait_for_selector(".tfg-map[data-drawn]", state="attached")
    expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0)


def place_of(page: Page, identifier: str, kind: str = ".tfg-map") -> tuple[float, float]:
    """Where a node or country stands on the screen, once it has come to rest."""
    spot: dict[str, float] = {}
    for _ in range(40):
        now = page.locator(kind).evaluate("(root, id) => root.tfgPlace(id)", identifier)
        if now == spot:
            break
        spot = now
        page.wait_for_timeout(250)
    return spot["x"], spot["y"]


def click_node(page: Page, identifier: str) -> None:
    """Click where the node stands on the canvas."""
    page.mouse.click(*place_of(page, identifier))


def everything_drawn(page: Page) -> None:
    """Wait until the map of everything has been drawn."""
    page.wait_for_selector("#deckgl-overlay, [data-testid='stDeckGlJsonChart'] canvas")
    expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0)
