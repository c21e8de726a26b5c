"""From loaded data to a report in the hand, within six clicks, as a visitor does it."""

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.harness import barriers, each_look, opened, screenshot, settled


def with_the_sample(page: Page, url: str) -> Page:
    opened(page, url)
    page.get_by_role("button", name="Open the sample shop").click()
    page.get_by_role("button", name="We mail everyone on our list").wait_for()
    return settled(page)


def path(page: Page):
    return page.locator(".st-key-starter")


@pytest.mark.journey
def test_six_clicks_lead_from_everyone_to_a_report(page, app_url, tmp_path):
    with_the_sample(page, app_url)
    page.get_by_role("button", name="We mail everyone on our list").click()  # 1
    path(page).get_by_role("button", name="Printable page").wait_for(timeout=60_000)  # a cold server
    expect(path(page)).to_contain_text("86 % of them are visitor: returning, of everybody else 28 %")
    settled(page).get_by_role("button", name="Keep this segment").click()  # 2
    path(page).get_by_text("The segment is kept under its name").wait_for()
    settled(page)
    path(page).get_by_text("Repeat purchase", exact=True).click()  # 3
    tag = page.get_by_role("textbox", name="UTM tag")
    expect(tag).to_have_value("repeat-purchase-visitor-returning", timeout=20_000)
    settled(page)
    with page.expect_download() as excel:
        path(page).get_by_role("button", name="Excel").click()  # 4
    excel.value.save_as(tmp_path / "report.xlsx")
    with page.expect_download() as sheet:
        path(page).get_by_role("button", name="Printable page").click()  # 5
    sheet.value.save_as(tmp_path / "report.html")
    book = load_workbook(tmp_path / "report.xlsx")
    assert [cell.value for cell in book["Table"][2]][:4] == [
        "visitor",
        "returning",
        36,
        pytest.approx(36 / 42),
    ]
    settings = [row[1].value for row in book["Settings"].iter_rows()]
    assert "The goal: Repeat purchase" in settings
    assert "<b>Repeat purchase – visitor: returning</b>" in (tmp_path / "report.html").read_text("utf-8")


@pytest.mark.slow
def test_a_decision_leads_to_its_page_and_stays_in_sight(page, app_url):
    with_the_sample(page, app_url)
    page.get_by_text("Raise conversion", exact=True).click()
    page.get_by_role("button", name="See who converts how often").wait_for()
    settled(page).get_by_role("button", name="See who converts how often").click()
    page.get_by_role("heading", level=1, name="What does the average hide?").wait_for()
    page.get_by_text("to decide: raise conversion").wait_for()
    assert "decide=conversion" in page.url


@pytest.mark.slow
@each_look
def test_the_path_shuts_nobody_out(page, app_url, look):
    with_the_sample(page, app_url)
    page.get_by_role("button", name="We mail everyone on our list").click()
    path(page).get_by_role("button", name="Printable page").wait_for()
    screenshot(settled(page), f"starter-{look['color_scheme']}-{look['viewport']['width']}")
    assert barriers(page) == []
