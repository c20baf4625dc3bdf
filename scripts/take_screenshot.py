"""Take the picture of the map that the README shows.

Starts the app on the data that ships, opens it in an installed Chromium
without a screen, and saves what a visitor sees.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import shutil
import socket
import subprocess
import time
from urllib.error import URLError
from urllib.request import urlopen

from graph import command
from graph.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent


def main(options: argparse.Namespace) -> int:
    """Start the app, take the picture, stop the app."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise UsageError("this needs playwright: run it as `make screenshot`.") from None
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    if browser_path is None:
        raise UsageError("no Chromium is installed. On Debian: apt install chromium")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    server = subprocess.Popen(app, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=browser_path,
                # WebGL without a graphics card.
                args=[
                    "--no-sandbox",
                    "--use-gl=angle",
                    "--use-angle=swiftshader",
                    "--enable-unsafe-swiftshader",
                    "--ignore-gpu-blocklist",
                ],
            )
            page = browser.new_page(
                viewport={"width": options.width, "height": options.height},
                color_scheme=options.scheme,
            )
            page.goto(f"http://127.0.0.1:{port}/{options.address}")
            page.wait_for_selector("canvas", timeout=60_000)
            page.wait_for_timeout(8000)
            page.screenshot(path=options.out)
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)
    command.tell(f"written to {options.out}")
    return command.FINE


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            with urlopen(address):
                return
        except (URLError, OSError):
            time.sleep(0.25)
    raise UsageError("the app did not start within 30 seconds.")


if __name__ == "__main__":
    parser = command.parser(__doc__, prints=False)
    parser.add_argument("--out", default="docs/map.png", metavar="FILE.png")
    parser.add_argument("--address", default="map", help="what follows the host: map?id=...")
    parser.add_argument("--width", type=int, default=1440)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    sys.exit(command.run(main, parser))
