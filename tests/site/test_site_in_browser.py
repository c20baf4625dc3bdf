"""The site in a real Chromium, read from a disk: what only a browser shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.chromium import browser  # noqa: F401  (a fixture)
from tests.site.conftest import Site

pytestmark = pytest.mark.browser

PATHS = ("index", "search", "dataset", "data-card", "organization/coop", "kind/freelancer-coop",
         "claim/", "organization/cafe")  # fmt: skip


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:  # noqa: F811
    context = browser.new_context()
    yield context.new_page()
    context.close()


def _address(site: Site, path: str) -> str:
    if path == "claim/":
        return next(site.folder.glob("claim/*.html")).as_uri()
    return (site.folder / f"{path}.html").as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_phone_shows_it_whole(
    site: Site, page: Page, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in PATHS:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(_address(site, path))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        found = Axe().run(page).response["violations"]
        assert [f"{path}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in found] == []
    assert errors == []


def test_the_search_works_from_a_disk(site: Site, page: Page) -> None:
    page.goto(_address(site, "index"))
    page.get_by_label("Search by name").fill("cafe unicode")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 found")
    (hit,) = page.locator("#results a").all()
    # The name is text: a script in it stays words.
    expect(hit).to_have_text(site.dataset.name("organization/coop"))
    page.get_by_role("searchbox").fill("CLIMATE change")  # another name of the cause
    expect(page.locator("#results li")).to_contain_text(["Climate also climate change"])
    page.get_by_role("searchbox").fill("nobody at all")
    expect(page.get_by_role("status")).to_have_text("Nothing of this name is here.")
    page.get_by_role("searchbox").fill("congr")
    page.locator("#results a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("▲ Congress")


def test_without_scripts_the_search_page_leads_to_the_letters(
    site: Site,
    browser: Browser,  # noqa: F811
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(_address(site, "search"))
    expect(page.locator("noscript p")).to_be_visible()
    page.get_by_role("link", name="F", exact=True).click()
    expect(page.get_by_role("link", name="Fund")).to_be_visible()
    context.close()


def test_the_keyboard_finds_its_way(site: Site, page: Page) -> None:
    page.goto(_address(site, "organization/coop"))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Tab")
    home = page.get_by_role("link", name="Tech for Good Graph", exact=True).first
    expect(home).to_be_focused()
    assert home.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
