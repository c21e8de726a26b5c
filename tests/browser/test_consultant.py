"""A consultant's audit: three exports of a client, then his CRM, what fits and what does not."""

from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests.browser import twins
from tests.browser.harness import opened, settled

APART = "Nobody stands in two of these tables: their customer ids do not match."
TOGETHER = "Of the 61 customers who convert, 85 % are found in customers."
SPELLED = "2 names in channel of costs are spelled in several ways"


def main(page: Page):
    return page.get_by_test_id("stMainBlockContainer")


def drop(page: Page, *files: dict) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(files)
    expect(main(page).get_by_text(files[-1]["name"]).first).to_be_visible()
    settled(page)


def put_right(page: Page, name: str, done: int) -> None:
    """Press a fix, and wait until it stands among those done."""
    main(page).get_by_role("button", name=name).first.click()
    expect(page.locator(".st-key-fixes-done").get_by_role("button", name="Undo")).to_have_count(done)
    settled(page)


def go(page: Page, title: str, question: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    settled(page)


def findings(page: Page) -> list[str]:
    """Return what the page says was found, the severities left out."""
    told = page.locator("[class*='st-key-finding-'] p:has(strong)").all_inner_texts()
    return [text.split(" · ", 1)[1] for text in told if " · " in text]


@pytest.mark.journey
def test_a_client_is_audited_put_right_and_taken_back(page: Page, app_url: str):
    opened(page, app_url)
    drop(page, twins.ga4_report(), twins.google_ads_report(), twins.shopify_orders())
    for sentence in (
        "You can compare conversion by segment. Sharing out credit takes touchpoints and conversions",
        "Counts only: conversion by segment yes, by its own columns; journeys and credit by channel no.",
        "Taken for a Google Ads report, as costs",
        "Taken for a Shopify orders export, as conversions",
    ):
        expect(main(page)).to_contain_text(sentence)
    drop(page, twins.hubspot_contacts())
    main(page).get_by_role(
        "button", name="They belong together"
    ).click()  # no id is the same letter by letter
    expect(main(page)).to_contain_text("Only 0 % of the 61 customers who convert are found in customers")
    expect(main(page)).to_contain_text(APART)
    go(page, "Averages", "What does the average hide?")
    expect(main(page)).to_contain_text("These figures rest on data with open questions")
    go(page, "Data", "Can I trust this data?")
    put_right(page, "Write ids in one form", 1)
    expect(main(page)).to_contain_text(TOGETHER)
    put_right(page, "Use one spelling", 2)
    put_right(page, "Use one spelling", 3)
    expect(main(page)).not_to_contain_text(SPELLED)
    with page.expect_download() as waiting:
        main(page).get_by_role("button", name="Excel").first.click()
    sheet = pd.read_excel(BytesIO(Path(waiting.value.path()).read_bytes()), engine="openpyxl")
    assert [*sheet["title"]] == findings(page)
    for left in (2, 1):
        page.locator(".st-key-fixes-done").get_by_role("button", name="Undo").first.click()
        expect(page.locator(".st-key-fixes-done").get_by_role("button", name="Undo")).to_have_count(left)
        settled(page)
    page.locator(".st-key-fixes-done").get_by_role("button", name="Undo").click()
    expect(page.locator(".st-key-fixes-done")).to_have_count(0)
    expect(main(page)).to_contain_text(APART)
    expect(main(page)).to_contain_text(SPELLED)
