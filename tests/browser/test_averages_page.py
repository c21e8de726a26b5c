"""The Averages page as a visitor uses it: the sample's sentence, an own file, another split, a link."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import barriers, each_look, opened, screenshot, settled, unfold
from tests.ui.nasty import NASTY

SHOPPERS = Path("tests/data_files/online_shoppers_intention.csv")
TRUTHS = json.loads(Path("sample_data/truths.json").read_text(encoding="utf-8"))["truths"]
PATIENCE = 30_000  # milliseconds; the first visitor waits for the sample to be read


def with_sample(page: Page, url: str, address: str = "averages") -> None:
    opened(page, f"{url}/{address}")
    page.get_by_role("button", name="Try it with a shop's data").click()
    expect(page.get_by_role("heading", name="Where else to look")).to_be_visible(timeout=PATIENCE)
    settled(page)


def with_file(page: Page, url: str, file) -> None:
    opened(page, url)
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)
    page.get_by_role("button", name="See what the average hides").click()
    expect(page.get_by_role("heading", name="Where else to look")).to_be_visible(timeout=PATIENCE)
    settled(page)


def split_by(page: Page, *columns: str) -> None:
    """Choose these columns, and only these."""
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_text("Choose a split to see whom that describes.")).to_be_visible()
    for column in columns:
        box = unfold(page.get_by_test_id("stMultiSelect").get_by_role("combobox"))
        box.fill(column)  # a long list draws only what is in sight
        expect(page.get_by_role("option").first).to_have_text(column)
        page.get_by_role("option", name=column, exact=True).click()
        expect(page.locator(f"[data-testid=stVegaLiteChart][aria-label$='{column}?']")).to_be_visible()
        settled(page)
    page.keyboard.press("Escape")


def answer(page: Page):
    return page.get_by_test_id("stMarkdown").filter(has_text="describes").first


def picture(page: Page):
    return page.get_by_test_id("stVegaLiteChart")


def pick(page: Page, segment: str) -> None:
    """Click the row of a segment in the picture, and wait until it is picked."""
    picture(page).locator(f"path[aria-label*='segment: {segment};']").first.click()
    expect(page.get_by_role("button", name=f"Look inside {segment}")).to_be_visible(timeout=PATIENCE)
    settled(page)


def percent(truth: dict) -> str:
    return f"{100 * truth['rate']:.1f} %"


@pytest.mark.journey
def test_the_sample_opens_with_its_sentence_and_the_picture_of_it(page, app_url):
    with_sample(page, app_url)
    visitor = TRUTHS["visitor"]
    expect(answer(page)).to_contain_text(f"Your {percent(TRUTHS['blended'])} describes nobody.")
    expect(answer(page)).to_contain_text(f"returning converts at {percent(visitor['returning'])}")
    expect(answer(page)).to_contain_text(f"new at {percent(visitor['new'])}")
    expect(picture(page)).to_contain_text(f"blended {percent(TRUTHS['blended'])}")
    expect(picture(page)).to_contain_text(f"{percent(visitor['returning'])} (6.9–9.3) · 2,000")


@pytest.mark.journey
def test_an_export_without_ids_is_split_by_the_column_of_ones_choice(page, app_url):
    with_file(page, app_url, SHOPPERS)
    expect(picture(page)).to_contain_text("blended 15.5 %")
    split_by(page, "VisitorType")
    expect(answer(page)).to_contain_text("Revenue: your 15.5 % describes 1 % of your people. By VisitorType,")
    for figure in ("24.9 % (22.9–27.0) · 1,694", "13.9 % (13.3–14.6) · 10,551", "18.8 % (11.9–28.4) · 85"):
        expect(picture(page)).to_contain_text(figure)
    assert page.url.endswith("split=VisitorType")


@pytest.mark.slow
def test_a_link_opens_the_split_it_names(page, app_url):
    with_sample(page, app_url, "averages?split=device&split=region&split=nonsense")
    expect(answer(page)).to_contain_text("By device and region, mobile · South converts at 0.3 %")


@pytest.mark.slow
def test_a_row_of_the_ranking_splits_by_its_column(page, app_url):
    with_sample(page, app_url)
    cells = page.get_by_test_id("stDataFrame").last.locator("canvas").first
    cells.scroll_into_view_if_needed()
    corner = cells.bounding_box()
    page.mouse.click(corner["x"] + 15, corner["y"] + 35 * 8 + 17)  # the eighth of the sample's columns
    expect(page.get_by_text("No segment of region differs by more than chance would give.")).to_be_visible()


@pytest.mark.slow
def test_the_way_on_leads_to_the_credit_of_these_segments(page, app_url):
    with_sample(page, app_url)
    split_by(page, "device")
    page.get_by_role("button", name="See who earned the credit").click()
    page.wait_for_url("**/attribution?*segments=device*")


@pytest.mark.slow
def test_a_click_on_a_segment_leads_inside_it_and_the_way_back_leads_out(page, app_url):
    with_sample(page, app_url)
    pick(page, "returning")
    page.get_by_role("button", name="Look inside returning").click()
    expect(page.get_by_text("Within visitor returning: your 8.0 %")).to_be_visible()
    settled(page)  # until then the picture of everyone stands beside the new one
    expect(picture(page)).to_contain_text("everyone 3.0 %")
    page.get_by_role("button", name="Everyone", exact=True).click()
    expect(answer(page)).to_contain_text(f"Your {percent(TRUTHS['blended'])} describes nobody.")
    expect(page).not_to_have_url(re.compile("focus="))


@pytest.mark.slow
def test_a_link_leads_into_a_segment(page, app_url):
    with_sample(page, app_url, "averages?focus=visitor&focus=returning&split=device&metric=value_per_person")
    expect(page.get_by_text("Within visitor returning:")).to_be_visible()
    expect(picture(page)).to_contain_text("everyone €3.17")


@pytest.mark.slow
def test_a_segment_that_was_clicked_can_be_made_ones_own(page, app_url):
    with_sample(page, app_url)
    pick(page, "returning")
    page.get_by_role("button", name="Make this a segment").click()
    page.wait_for_url("**/segments*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who are my customers?")


@pytest.mark.slow
def test_a_row_of_the_table_picks_its_segment_too(page, app_url):
    with_sample(page, app_url)
    cells = page.get_by_test_id("stDataFrame").first.locator("canvas").first
    cells.scroll_into_view_if_needed()
    corner = cells.bounding_box()
    page.mouse.click(corner["x"] + 15, corner["y"] + 35 * 2 + 17)  # the second row
    expect(page.get_by_role("button", name="Look inside returning")).to_be_visible()


@pytest.mark.journey
def test_names_from_the_file_are_shown_letter_by_letter(page, app_url):
    header = ":red[plan] ![x](http://192.0.2.1/p.png)"
    loud = [name.replace('"', "'") for name in NASTY if "\n" not in name and not name.startswith("=")]
    rows = [f'"{name}",{int(i < 60 * (1 + 3 * (name == loud[1])))}' for name in loud for i in range(300)]
    with_file(
        page,
        app_url,
        {
            "name": "loud.csv",
            "mimeType": "text/csv",
            "buffer": "\n".join([f'"{header}",converted', *rows]).encode(),
        },
    )
    expect(answer(page)).to_contain_text(f"By {header}, {loud[1]} converts at 80.0 %")
    expect(page.get_by_test_id("stMultiSelect")).to_contain_text(header)
    assert page.get_by_test_id("stMain").locator("img, a[href*='192.0.2.1']").count() == 0
    screenshot(page, "averages-loud")


@pytest.mark.journey
@each_look
def test_the_page_with_the_sample_shuts_nobody_out(look, page, app_url):
    with_sample(page, app_url)
    expect(picture(page)).to_contain_text("blended")
    screenshot(page, f"averages-sample-{look['color_scheme']}-{look['viewport']['width']}")
    assert barriers(page) == []


def part(page: Page, name: str) -> None:
    """Open a part of the page."""
    page.get_by_test_id("stMain").get_by_role("radio", name=name, exact=True).click()


@pytest.mark.journey
def test_what_was_found_is_drilled_compared_made_a_segment_and_credited(page, app_url):
    with_sample(page, app_url)
    page.get_by_role("button", name="Look at them closely").click()
    expect(page.get_by_text("361 fewer conversions than their peers")).to_be_visible(timeout=PATIENCE)
    settled(page)
    screenshot(page, "averages-found")
    page.get_by_role("button", name="Look inside").click()
    expect(page.get_by_text("Within visitor new:")).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("button", name="Everyone", exact=True).click()
    expect(answer(page)).to_contain_text("describes nobody")
    settled(page)
    part(page, "Find")
    expect(page.get_by_text("361 fewer conversions than their peers")).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("button", name="Compare inside other segments").click()
    expect(page.get_by_text("As it looks, new is at 1.0 %")).to_be_visible(timeout=PATIENCE)
    expect(picture(page).first).to_contain_text("at the same mix of")
    settled(page)
    screenshot(page, "averages-compared")
    part(page, "Find")
    expect(page.get_by_text("361 fewer conversions than their peers")).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("button", name="Make this a segment").click()
    page.wait_for_url("**/segments*")
    page.get_by_role("button", name="Use on every page").click()
    expect(page.get_by_test_id("stMain").get_by_text("segments: ").first).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Attribution").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What earned the credit", timeout=PATIENCE)
    expect(picture(page).first).to_contain_text("everyone else", timeout=PATIENCE)


@pytest.mark.slow
def test_a_click_on_the_trend_moves_the_nearer_end_of_the_comparison(page, app_url):
    opened(page, f"{app_url}/averages?view=moved")
    page.get_by_role("button", name="Try it with a shop's data").click()
    expect(page.get_by_text("From July 2026 to August 2026 the rate went")).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.locator("[data-testid=stVegaLiteChart] path[aria-label*='2026-04']").first.click(force=True)
    expect(page.get_by_text("From April 2026 to August 2026 the rate went")).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile("between=2026-04&between=2026-08"))
    expect(picture(page).nth(1)).to_contain_text("April 2026")
    settled(page)
    assert barriers(page) == []
