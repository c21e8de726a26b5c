"""The Plan page as a visitor uses it: a move into the plan, a list out of the page and back into it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import barriers, opened, screenshot, settled

PATIENCE = 60_000  # milliseconds; the first visitor waits for the sample to be read


@pytest.mark.journey
def test_a_move_is_planned_and_a_list_taken_along_comes_back(page: Page, app_url: str, tmp_path):
    opened(page, f"{app_url}/plan?sample=shop&segments=visitor")
    plan = page.get_by_text("Your plan moves")
    expect(page.get_by_text("Nothing is moved yet")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Plan the best move").click()
    expect(plan).to_contain_text("it gains under every model")
    assert not barriers(settled(page))
    screenshot(page, "plan-budget")
    page.get_by_test_id("stButtonGroup").get_by_text("Audiences", exact=True).click()
    expect(page.get_by_text("held out at random to compare with")).to_be_visible()
    assert not barriers(settled(page))
    with page.expect_download() as given:
        page.get_by_role("button", name="CSV", exact=True).click()
    taken = tmp_path / "audience.csv"
    given.value.save_as(taken)
    page.get_by_text("What did an audience do? Read one back").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(taken)
    expect(page.get_by_text("There is no order from 2026-08-31 on")).to_be_visible()
    page.get_by_test_id("stButtonGroup").get_by_text("Budget", exact=True).click()
    expect(plan).to_contain_text("it gains under every model")
