"""A Summary as a visitor uses it: dropped, used on every page that can live from it, found again."""

from io import BytesIO

import pandas as pd
import pytest
from playwright.sync_api import expect

import segattr as sa
from segattr.ui.store import SAMPLE
from tests.browser.harness import barriers, opened, screenshot, settled

ANSWER = "Credit adds up to 247 conversions"


@pytest.fixture(scope="module")
def summary():
    files = {"touchpoints": "touchpoints.csv", "conversions": "orders.csv", "customers": "customers.csv"}
    return sa.summarise(sa.load(**{role: SAMPLE / name for role, name in files.items()}), "visitor")


def went(page, title):
    settled(page).get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()


@pytest.mark.journey
def test_a_summary_gives_credit_journeys_and_rates_and_is_found_again(page, app_url, summary, tmp_path):
    opened(page, app_url)
    file = summary.save(tmp_path / "client.summary")
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)
    expect(page.get_by_text("Summary of 7,057 journeys with 247 conversions")).to_be_visible()
    assert not barriers(settled(page))
    screenshot(page, "summary-data")

    page.get_by_role("button", name="See who earned the credit").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    with page.expect_download() as waiting:
        settled(page).get_by_role("button", name="Credit, one row per model, CSV").click()
    found = pd.read_csv(BytesIO(waiting.value.path().read_bytes()))
    wanted = sa.attribute(summary, ["first", "last", "linear", "time_decay"])
    pd.testing.assert_frame_equal(found[wanted.columns], wanted.reset_index(drop=True), rtol=1e-9)
    assert found["settings"].str.contains("from the Summary client.summary").all()

    page.get_by_role("radio", name="Journeys").click()
    expect(page.get_by_text("Which ways lead to a conversion?").first).to_be_visible()
    settled(page).get_by_role("radio", name="One journey").click()
    expect(page.get_by_text("nobody's journey is in it")).to_be_visible()

    went(page, "Averages")
    expect(page.get_by_text("returning converts at 8.0 %")).to_be_visible()
    screenshot(settled(page), "summary-averages")
    went(page, "Value")
    expect(page.get_by_text("nobody's journey is in it")).to_be_visible()

    settled(page).reload()
    expect(page.get_by_text("nobody's journey is in it")).to_be_visible()
    went(page, "Attribution")
    expect(page.get_by_text("Which ways lead to a conversion?").first).to_be_visible()
