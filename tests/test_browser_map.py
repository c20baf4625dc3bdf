"""Maps in a real Chromium, on a small dataset whose names are as bad as names can be."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.chromium import (
    Watched,
    browser,
    click_node,
    context,
    drawn,
    everything_drawn,
    page,
    place_of,
    serve,
    watched,
)
from tests.fixtures_data import ROWS, write_folder

__all__ = ["browser", "context", "page", "watched"]  # fixtures

pytestmark = pytest.mark.browser

MARKUP = (
    "\"><img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>"
    " [x](javascript:alert(1)) `a` $b$ :red[c] "
)
NAMES = {
    "organization/coop": f"{MARKUP} café {'endless' * 40}"[:300],
    "organization/fund": "صندوق التقنية من أجل الصالح العام (Fund) " + "طويل" * 50,
    "organization/network": "👩🏽‍💻🏴‍☠️ Network 🕸️ " + "🧶" * 40,
    "person/ada": f"Ada {'W' * 296}",
    "project/map": "</style></title><svg onload=alert(1)> map",
}
WEB = "map?id=organization/coop&around=1"


def hostile(rows: list[Mapping[str, str]]) -> list[dict[str, str]]:
    return [{**row, "name": NAMES.get(row["id"], row["name"])} for row in rows]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    kinds = ("organizations", "people", "projects")
    replaced = {kind: hostile([*ROWS[f"entities/{kind}.csv"]]) for kind in kinds}
    yield from serve(write_folder(tmp_path_factory.mktemp("small") / "data", **replaced))


def legend(page: Page, name: str) -> Locator:
    return page.locator(".tfg-keys button", has_text=name)


def hidden(page: Page) -> int:
    """Nodes that the picture does not show."""
    return int(
        page.locator(".tfg-map").evaluate(
            "root => root.tfgMap.nodes.get({filter: n => n.hidden}).length"
        )
    )


def places(page: Page) -> dict[str, dict[str, float]]:
    script = "root => root.tfgMap.network.getPositions()"
    return dict(page.locator(".tfg-map").evaluate(script))


PATHS = (
    WEB,
    "map",
    "map?view=best",
    "map?view=countries&country=DE",
    "map?id=person/ada&around=1&to=organization/fund",
    # Control characters do not come this far in names: the loader refuses them. Addresses may.
    "map?id=%00%07%E2%80%AE%3Cscript%3Ealert(1)%3C/script%3E&more=%1b&web=%00&tie=%07%20%07%20x",
    "connectors",
    "table",
    "",
)


@pytest.mark.parametrize(("width", "paths"), [(390, PATHS), (1440, PATHS[:1])])
def test_hostile_names_run_nothing_and_break_no_page(
    app: str, browser: Browser, width: int, paths: tuple[str, ...]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, is_mobile=width < 640)
    watched = Watched(context)
    page = context.new_page()
    page.on("dialog", lambda dialog: (watched.errors.append(dialog.message), dialog.dismiss()))
    for path in paths:
        page.goto(f"{app}/{path}")
        page.wait_for_selector("h1", timeout=30_000)
        if "around" in path or "best" in path:
            drawn(page)
        if "countries" in path:
            page.wait_for_selector(".tfg-world[data-drawn]", timeout=30_000)
        page.wait_for_timeout(500)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.title() != "hacked", path
        assert page.locator("img[src=x]").count() == 0, path
        assert page.locator('a[href^="javascript"]').count() == 0, path
    assert watched.outside == []
    assert watched.errors == []
    context.close()


def test_a_hostile_map_answers_clicks(app: str, page: Page, watched: Watched) -> None:
    page.goto(f"{app}/{WEB}")
    drawn(page)
    page.wait_for_timeout(500)
    click_node(page, "organization/fund")
    expect(page.get_by_role("heading", name="صندوق")).to_be_visible()
    assert "web=organization" in page.url
    page.locator(".st-key-profile").get_by_role("button", name="café").first.click()
    expect(page.locator(".st-key-profile h3")).to_contain_text("onerror")
    assert page.title() != "hacked"
    assert watched.errors == []


def test_the_legend_hides_and_shows_without_asking_the_server(
    app: str, page: Page, watched: Watched
) -> None:
    page.goto(f"{app}/{WEB}")
    drawn(page)
    page.wait_for_timeout(500)
    asked: list[object] = []
    page.on("websocket", lambda socket: asked.append(socket))
    page.locator(".tfg-map").evaluate("root => { root.tfgMap.network.tfgSame = true; }")
    people = legend(page, "People")
    expect(people).to_have_attribute("aria-pressed", "true")
    everybody = len(places(page))
    people.click()
    expect(people).to_have_attribute("aria-pressed", "false")
    count = hidden(page)
    assert 0 < count < everybody
    expect(page.locator(".tfg-live")).to_contain_text(
        f"People hidden. {everybody - count} of {everybody} nodes"
    )
    people.press("Enter")
    expect(people).to_have_attribute("aria-pressed", "true")
    assert hidden(page) == 0
    legend(page, "funds").click()
    assert page.locator(".tfg-map").evaluate(
        "root => root.tfgMap.edges.get({filter: e => e.hidden}).every(e => e.relation === 'funds')"
    )
    expect(page.locator(".tfg-live")).to_contain_text("funds hidden.")
    assert page.locator(".tfg-map").evaluate("root => root.tfgMap.network.tfgSame === true")
    assert asked == []
    assert watched.errors == []


def test_a_web_grows_where_it_is_double_clicked_and_the_link_keeps_it(
    app: str, page: Page, watched: Watched
) -> None:
    page.goto(f"{app}/map?id=person/ada&around=1")
    drawn(page)
    page.wait_for_timeout(500)
    before = places(page)
    page.mouse.dblclick(*place_of(page, "organization/coop"))
    page.wait_for_function("() => location.search.includes('more=')")
    expect(page.get_by_text("Added for")).to_be_visible()
    expect(page.locator(".tfg-map")).not_to_have_attribute("data-drawn", str(len(before)))
    after = places(page)
    assert set(before) < set(after)
    assert {node: after[node] for node in before} == before
    other = page.context.new_page()
    other.goto(page.url)
    drawn(other)
    assert places(other) == after
    # The key E takes the added ties of the chosen node away again.
    page.locator(".tfg-canvas").press("e")
    expect(page.get_by_text("Added for")).to_have_count(0)
    page.wait_for_function("() => !location.search.includes('more=')")
    assert watched.errors == []


@pytest.mark.parametrize("path", [WEB, "map?view=countries"])
def test_a_picture_is_saved_without_a_request(
    app: str, page: Page, watched: Watched, path: str
) -> None:
    page.goto(f"{app}/{path}")
    page.wait_for_selector("[data-drawn]", state="attached")
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a picture").click()
    picture = Image.open(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert picture.format == "PNG"
    assert download.value.suggested_filename.endswith(".png")
    assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 50
    assert watched.outside == []


def test_the_legend_of_everything_hides_and_its_picture_is_saved(
    app: str, page: Page, watched: Watched
) -> None:
    page.goto(f"{app}/map")
    everything_drawn(page)
    expect(page.get_by_text("7 entities; ")).to_be_visible()
    legend(page, "People").click()
    page.wait_for_function("() => location.search.includes('hide=People')")
    expect(page.get_by_text("5 entities; ")).to_be_visible()
    expect(page.get_by_text("Hidden by the legend: people.")).to_be_visible()
    expect(legend(page, "People")).to_have_attribute("aria-pressed", "false")
    page.get_by_text("Take this view along").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture (PNG)").click()
    picture = Image.open(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert picture.format == "PNG"
    assert picture.width > 2000
    assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 50
    legend(page, "People").click()
    page.wait_for_function("() => !location.search.includes('hide=')")
    expect(page.get_by_text("7 entities; ")).to_be_visible()
    assert watched.outside == []
    assert watched.errors == []


def test_a_country_filters_by_click_and_by_key(app: str, page: Page, watched: Watched) -> None:
    page.goto(f"{app}/map?view=countries")
    page.wait_for_selector(".tfg-world[data-drawn]")
    expect(page.get_by_text("Country not known: 1 organization, 1 person")).to_be_visible()
    page.mouse.click(*place_of(page, "GB", ".tfg-world"))
    page.wait_for_function("() => location.search.includes('country=GB')")
    british = page.get_by_role("button", name="United Kingdom, 1 organization")
    expect(british).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("United Kingdom: 1 organization")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_text("United Kingdom: 1 organization")).to_be_visible(timeout=30_000)
    # By keyboard: one stop, arrows from country to country, Enter chooses.
    british.focus()
    british.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('country=DE')")
    expect(page.get_by_text("Germany: 1 organization, 1 person")).to_be_visible()
    page.get_by_role("button", name="All countries").click()
    page.wait_for_function("() => !location.search.includes('country=')")
    assert watched.outside == []
    assert watched.errors == []


def test_a_profile_is_taken_along_as_linked_data(app: str, page: Page) -> None:
    page.goto(f"{app}/{WEB}")
    drawn(page)
    with page.expect_download(timeout=30_000) as download:
        page.get_by_role("button", name="Linked data (JSON-LD)").click()
    told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert told["id"] == "organization/coop"
    assert told["name"] == NAMES["organization/coop"].strip()
    assert isinstance(told["@context"], dict)


def test_results_come_at_once_on_enter_in_spite_of_accents_and_typing_errors(
    app: str, page: Page, watched: Watched
) -> None:
    page.goto(f"{app}/map?view=best")
    drawn(page)
    box = page.get_by_role("textbox", name="Search")
    box.fill("ó'cooop")
    box.press("Enter")
    expect(page.get_by_role("button", name="O'Coop").first).to_be_visible(timeout=5_000)
    assert watched.outside == []
