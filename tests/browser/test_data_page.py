"""The Data page as a visitor uses it: drop files, correct a column, go on, come back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.harness import barriers, each_look, opened, screenshot, settled, unfold
from tests.ui.nasty import NASTY

FILES = Path("tests/data_files")
SHOPPERS = FILES / "online_shoppers_intention_head.csv"
VISITS, ORDERS = FILES / "synth_touchpoints_head.csv", FILES / "synth_conversions_head.csv"
SAME_ORDERS = {
    "csv": FILES / "03_german_excel_semicolon_decimal_comma_cp1252.csv",
    "xlsx": FILES / "17_merged_headers_total_three_sheets.xlsx",
    "json": FILES / "13_wrapped.json",
}
OPEN_DATES = b"Kunde,Wann,Kanal\nc1,03/04/2025,Email\nc2,05/06/2025,Search\n"


def drop(page: Page, *files) -> None:
    """Drop paths, or pairs of name and content, and wait for the page to speak of the last one."""
    named = [
        file if isinstance(file, Path) else {"name": file[0], "mimeType": "text/csv", "buffer": file[1]}
        for file in files
    ]
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(named)
    last = named[-1].name if isinstance(named[-1], Path) else named[-1]["name"]
    expect(card(page, last)).to_be_visible()
    settled(page)


def card(page: Page, name: str):
    return page.locator("[class*=st-key-file-]").filter(has=page.get_by_text(name, exact=True))


def choose(page: Page, box: str, option: str) -> None:
    """Open the list and take the option."""
    unfold(page.get_by_role("combobox", name=box))
    page.get_by_role("option", name=option).click()
    settled(page)


def answer(page: Page):
    return (
        page.get_by_test_id("stMarkdownContainer").filter(has_text=re.compile("You can |To see who ")).first
    )


def name_of(look: dict) -> str:
    return f"{look['color_scheme']}-{look['viewport']['width']}"


@pytest.mark.journey
def test_files_dropped_together_a_column_corrected_and_all_of_it_there_after_another_page(page, app_url):
    opened(page, app_url)
    drop(page, VISITS, ORDERS)
    expect(answer(page)).to_contain_text("300 touchpoints and 300 conversions of 95 customers")
    orders = card(page, ORDERS.name)
    expect(orders).to_contain_text("Value from value")
    orders.get_by_text("Which column is what").click()
    choose(page, "Value", "— not in this file")
    expect(orders).to_contain_text("Kept as they are: value")
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Averages").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What does the average hide?")
    settled(page).get_by_test_id("stSidebarNav").get_by_role("link", name="Data").click()
    expect(card(page, ORDERS.name)).to_contain_text("Kept as they are: value")
    expect(page.get_by_role("combobox", name="Value")).to_be_visible()  # what was open stays open


@pytest.mark.parametrize(
    "kind", ["csv", *(pytest.param(k, marks=pytest.mark.journey) for k in ("xlsx", "json"))]
)
def test_an_export_of_any_kind_is_dropped_and_mapped(kind, page, app_url):
    opened(page, app_url)
    drop(page, SAME_ORDERS[kind])
    expect(answer(page)).to_contain_text("930 conversions")
    orders = card(page, SAME_ORDERS[kind].name)
    expect(orders).to_contain_text("Taken for conversions: 930 rows")
    expect(orders).to_contain_text(re.compile("Customer from .*Value from "))


@pytest.mark.journey
def test_a_file_without_ids_opens_the_averages_and_not_the_credit(page, app_url):
    opened(page, app_url)
    drop(page, SHOPPERS)
    expect(answer(page)).to_contain_text("300 people or visits, of which 18 (6.0 %) with Revenue")
    expect(page.get_by_role("button", name="See who earned the credit")).to_be_disabled()
    page.get_by_role("button", name="See what the average hides").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What does the average hide?")


@pytest.mark.slow
def test_the_sample_leads_to_a_page_with_findings_in_two_clicks(page, app_url):
    opened(page, app_url)
    page.get_by_role("button", name="Open the sample shop").click()
    expect(answer(page)).to_contain_text("21,729 touchpoints and 247 conversions of 7,000 customers")
    page.get_by_role("button", name="See who earned the credit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What earned the credit, for whom?")


@pytest.mark.slow
def test_open_dates_are_asked_with_a_date_of_the_file_and_the_answer_counts(page, app_url):
    opened(page, app_url)
    drop(page, ("besuche.csv", OPEN_DATES))
    besuche = card(page, "besuche.csv")
    expect(besuche).to_contain_text("03/04/2025 is 3 April 2025")
    besuche.get_by_text("Day first").click()
    expect(answer(page)).to_contain_text("3 Apr – 5 Jun 2025")


@pytest.mark.slow
def test_starting_over_asks_before_it_lets_go(page, app_url):
    opened(page, app_url)
    drop(page, SHOPPERS)
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("button", name="Yes, start over").click()
    expect(page.get_by_role("button", name="Open the sample shop")).to_be_visible()


def first_rows(page: Page) -> None:
    """Open the preview; a page drawn anew closes it, and a person opens it again."""
    for _ in range(3):
        settled(page).get_by_text("First rows").click()
        try:
            page.get_by_test_id("stDataFrame").wait_for(timeout=10_000)
            return
        except PlaywrightTimeout:
            continue
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()


@pytest.mark.journey
def test_hostile_names_and_cells_load_link_and_draw_nothing(page, app_url):
    """The context fails the test when anything beyond this machine was asked for."""
    opened(page, app_url)
    header = ",".join(f'"{name}"' for name in NASTY if '"' not in name)
    row = header.replace("\n", " ")
    drop(page, ("![x](http://192.0.2.1/p.png) <img src=x>.csv", f"{header}\n{row}\n{row}".encode()))
    cards = page.locator("[class*=st-key-file-]")
    made = "a, img, :is(p, li, label) :is(h1, h2, table, hr, del, code, .katex)"
    expect(cards.locator(made)).to_have_count(0)
    choose(page, "What is in this file?", "customers: one row per customer")
    first_rows(page)
    unfold(page.get_by_role("combobox", name="Customer ·"))
    expect(cards.locator(made)).to_have_count(0)


@pytest.mark.journey
@each_look
def test_the_page_with_data_and_with_trouble_shuts_nobody_out(page, app_url, look):
    opened(page, app_url)
    drop(page, VISITS, ORDERS)
    screenshot(page, f"data-files-{name_of(look)}")
    assert barriers(page) == []
    drop(page, ("besuche.csv", OPEN_DATES), ("leer.csv", b""))
    screenshot(page, f"data-trouble-{name_of(look)}")
    assert barriers(page) == []


@pytest.mark.journey
@each_look
def test_the_sample_shuts_nobody_out(page, app_url, look):
    opened(page, app_url)
    page.get_by_role("button", name="Open the sample shop").click()
    expect(answer(page)).to_contain_text("21,729 touchpoints")
    screenshot(settled(page), f"data-sample-{name_of(look)}")
    assert barriers(page) == []
