"""From the sample to the finished report in two files, and the page of them opened without a network."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from segattr.words.report import ADDS_UP, FOUND
from tests.browser.harness import barriers, opened, settled

MAKING = 240_000  # milliseconds; a report is more than a page, and a busy machine is no fault of it
NOTE = "The shop was closed for <b>two</b> days in May."


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    path = waiting.value.path()
    return Path(path).read_bytes()


def page_one(page: Page) -> Locator:
    return page.locator(".st-key-report-page-one")


def offline(browser: Browser, page: bytes, file: Path) -> tuple[Page, list[str]]:
    """Open a page of HTML where every request but the one for the file itself is refused and noted."""
    file.write_bytes(page)
    asked: list[str] = []
    context = browser.new_context(offline=True)

    def answer(route):
        if route.request.url == file.as_uri():
            return route.continue_()
        asked.append(route.request.url)
        return route.abort()

    context.route("**/*", answer)
    shown = context.new_page()
    shown.on("console", lambda line: asked.append(line.text) if line.type == "error" else None)
    shown.goto(file.as_uri())
    return shown, asked


@pytest.mark.journey
def test_from_the_sample_to_the_report_in_hand(page, app_url, browser, tmp_path):
    opened(page, f"{app_url}/report")
    page.get_by_role("button", name="Try it with a shop's data").click()
    expect(page_one(page)).to_contain_text("Sample shop: quarter report", timeout=MAKING)
    expect(page.get_by_test_id("stVegaLiteChart")).to_contain_text("2026 Q2")
    settled(page).get_by_role("textbox", name="Client").fill("Acme & Söhne")
    page.keyboard.press("Enter")
    expect(page_one(page)).to_contain_text("Acme & Söhne: quarter report")
    assert barriers(settled(page)) == []
    page.get_by_role("button", name="Add a note").click()
    page.get_by_role("textbox", name="What you know").fill(NOTE)
    page.get_by_role("button", name="Keep the note").click()
    expect(page_one(page)).to_contain_text(NOTE)
    settled(page)
    book = openpyxl.load_workbook(BytesIO(download(page, "Excel workbook")))
    assert book[FOUND]["A1"].value == "Acme & Söhne: quarter report"
    assert NOTE in [cell.value for cell in book["Notes"]["C"]]
    assert {FOUND, "Charts", "Quarters", "Engagement", "Value by quarter", ADDS_UP, "Audit"} <= set(
        book.sheetnames
    )
    shown, asked = offline(browser, download(page, "Page that opens offline"), tmp_path / "report.html")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Acme & Söhne: quarter report")
    expect(shown.locator("svg").first).to_be_visible()
    expect(shown.get_by_text(NOTE).first).to_be_visible()
    expect(shown.locator("table").filter(has_text=re.compile("adds up"))).not_to_contain_text("differs")
    assert asked == []
    shown.context.close()
