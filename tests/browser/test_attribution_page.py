"""The Attribution page in a real browser: from files to credit that equals the reference, and the sample."""

import re
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from numpy.random import default_rng
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from segattr.sample.b2b import make_b2b
from segattr.sample.write import write_sample
from segattr.words.attribution import ONE_ROW_PER_MODEL
from tests.browser.harness import PHONE, barriers, each_look, opened, screenshot, settled

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "attribution"
REFERENCE = {"linear": "linear", "time_decay": "time_decay_hl7d"}


def with_sample(page: Page, app_url: str) -> Page:
    """Open the page and try it on the sample."""
    opened(page, f"{app_url}/attribution")
    page.get_by_role("button", name="Try it with a shop's data").click()
    page.get_by_text("Credit adds up to").wait_for()
    return settled(page)


def choose(page: Page, title: str) -> None:
    """Press a model in the open list."""
    page.get_by_test_id("stPopoverBody").get_by_text(title).click()


def downloaded(page: Page, label: str, *, exact: bool = False) -> tuple[str, bytes]:
    """Press a download button and return the file's name and content."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=exact).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def reference() -> pd.DataFrame:
    """Return the golden credit at 30 days, under our names."""
    golden = pd.read_csv(GOLDEN / "synth_log__ref_heuristics.csv")
    names = {theirs: ours for ours, theirs in REFERENCE.items()}
    rows = golden[(golden["lookback_days"] == 30) & golden["model"].isin(names)]
    return rows.assign(model=rows["model"].map(names)).set_index(["model", "channel"])[
        ["conversions", "value"]
    ]


@pytest.mark.journey
def test_credit_of_uploaded_files_equals_the_reference_to_the_ninth_digit(page, app_url):
    opened(page, app_url)
    files = [GOLDEN / "synth_touchpoints.csv", GOLDEN / "synth_conversions.csv"]
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(files)
    page.get_by_role("button", name="See who earned the credit").click()
    page.get_by_text("Credit adds up to").wait_for()
    settled(page)
    page.get_by_role("button", name="Models:").click()
    for title, name in (("First touch", "first"), ("Last touch", "last")):
        choose(page, title)
        page.wait_for_url(re.compile(rf"^((?!models={name}\b).)*$"))
        settled(page)
    page.keyboard.press("Escape")
    assert "models=linear&models=time_decay" in page.url
    expect(page.get_by_text("30-day lookback")).to_be_visible()
    name, raw = downloaded(page, f"{ONE_ROW_PER_MODEL}, CSV")
    assert name == "credit.csv"
    credit = pd.read_csv(BytesIO(raw))
    assert list(credit) == ["model", "segment", "channel", "conversions", "value", "share", "settings"]
    assert "30-day lookback" in credit["settings"][0]
    named = credit[credit["channel"] != "(no touch)"].set_index(["model", "channel"])[
        ["conversions", "value"]
    ]
    pd.testing.assert_frame_equal(
        named.sort_index(), reference().sort_index(), check_exact=False, rtol=1e-9, atol=0, check_like=True
    )
    orders = len(pd.read_csv(GOLDEN / "synth_conversions.csv"))
    assert credit.groupby("model")["conversions"].sum().tolist() == pytest.approx([orders] * 2, rel=1e-9)


@pytest.mark.journey
def test_the_sample_shows_both_segments_and_what_has_no_touch(page, app_url):
    with_sample(page, app_url)
    pictures = page.get_by_test_id("stVegaLiteChart")
    expect(pictures).to_have_count(2)
    for place, segment in enumerate(("returning: 191 conversions", "new: too few conversions (56) to tell")):
        expect(pictures.nth(place).get_by_text(segment)).to_be_visible()
        expect(pictures.nth(place).get_by_text("(no touch)", exact=True)).to_be_visible()
    expect(page.get_by_text("Credit, not effect")).to_be_visible()


@pytest.mark.slow
def test_the_files_of_the_sample_open(page, app_url):
    with_sample(page, app_url)
    name, raw = downloaded(page, f"{ONE_ROW_PER_MODEL}, Excel")
    book = load_workbook(BytesIO(raw))
    assert name == "credit.xlsx"
    assert book.sheetnames == ["Table", "Settings"]
    assert book["Table"].max_row == 1 + 4 * 2 * 10
    assert "30-day lookback" in [row[1].value for row in book["Settings"].iter_rows()]
    name, raw = downloaded(page, "SVG")
    assert name == "models_side_by_side.svg"
    assert b"returning: 191 conversions" in raw


@pytest.mark.journey
@each_look
def test_credit_shuts_nobody_out(look, page, app_url):
    with_sample(page, app_url)
    screenshot(page, f"attribution-sample-{look['color_scheme']}-{look['viewport']['width']}")
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.journey
def test_pressing_a_channel_cuts_the_table_and_offers_a_segment(page, app_url):
    with_sample(page, app_url)
    picture = page.get_by_test_id("stVegaLiteChart").first
    press(picture, "Email")
    expect(page.get_by_text("Only Email in the table")).to_be_visible()
    expect(page.get_by_role("button", name="Make a segment: customers first met by Email")).to_be_visible()
    expect(dimmed(page)).not_to_have_count(0)
    page.get_by_role("button", name="All channels", exact=True).click()
    expect(page.get_by_text("Only Email in the table")).to_be_hidden(timeout=30_000)
    expect(dimmed(page)).to_have_count(0)
    settled(page)
    press(page.get_by_test_id("stVegaLiteChart").first, "Email")
    expect(page.get_by_text("Only Email in the table")).to_be_visible()


def dimmed(page):
    """Return the figures in the pictures that stand back behind a picked channel."""
    return page.locator('[data-testid=stVegaLiteChart] text[opacity="0.25"]')


def press(picture, channel):
    """Press the row of a channel, beside its marks."""
    label, plot = picture.get_by_text(channel, exact=True).bounding_box(), picture.bounding_box()
    at = {"x": plot["width"] * 0.75, "y": label["y"] - plot["y"] + label["height"] / 2}
    picture.click(position=at)


@pytest.mark.slow
def test_a_slider_moves_the_credit_and_the_three_add_up(page, app_url):
    with_sample(page, app_url)
    page.get_by_role("button", name="Models:").click()
    choose(page, "Custom")
    page.keyboard.press("Escape")
    expect(page.get_by_text("custom weights 30 / 40 / 30 %")).to_be_visible()
    first = page.get_by_role("slider", name="Custom: first touch")
    first.press("Home")
    expect(page.get_by_text("custom weights 0 / 57 / 43 %")).to_be_visible()
    expect(first).to_have_value("0")


@pytest.mark.slow
def test_a_model_that_is_greyed_says_why(page, app_url):
    with_sample(page, app_url)
    page.get_by_role("button", name="Models:").click()
    expect(page.get_by_text("W-shaped: no lead or opportunity dates")).to_be_visible()
    expect(page.get_by_role("checkbox", name="W-shaped")).to_be_disabled()


@pytest.mark.journey
def test_models_and_their_cards_are_reached_by_keyboard(page, app_url):
    with_sample(page, app_url)
    page.get_by_role("button", name="First touch").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Assumes.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Assumes.")).to_be_hidden()
    page.get_by_role("button", name="Models:").focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name="Position based (U)")
    box.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Models: 5 of")).to_be_visible()


@pytest.mark.parametrize("look", [PHONE], ids=["phone"])
def test_a_phone_shows_one_picture_below_the_other_in_its_full_width(look, page, app_url):
    with_sample(page, app_url)
    boxes = [picture.bounding_box() for picture in page.get_by_test_id("stVegaLiteChart").all()]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert all(box["width"] > 0.85 * look["viewport"]["width"] for box in boxes)


def open_part(page, name, shows):
    """Open a part of the page, and wait for what it shows."""
    page.get_by_role("radio", name=name, exact=True).click(force=True)
    expect(page.get_by_text(shows).first).to_be_visible(timeout=60_000)
    return settled(page)


@pytest.mark.slow
def test_twelve_models_for_three_segments_add_up_to_the_cent(page, app_url, tmp_path):
    orders, files = twelve_models_shop(tmp_path)
    opened(page, f"{app_url}/?segments=plan")
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(files)
    page.get_by_role("button", name="See who earned the credit").click()
    page.get_by_text("Credit adds up to").wait_for()
    settled(page)
    page.get_by_role("button", name="Models:").click()
    page.get_by_role("button", name="All of them").click()
    expect(page.get_by_role("button", name="Models: 13 of 13")).to_be_visible(timeout=60_000)
    page.keyboard.press("Escape")
    choose_off(page, "Custom")
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(3, timeout=60_000)
    settled(page)
    page.get_by_role("button", name="Markov chain", exact=True).click()
    expect(page.get_by_text("Removing a channel from a chain is not switching it off")).to_be_visible()
    page.keyboard.press("Escape")
    _, raw = downloaded(page, f"{ONE_ROW_PER_MODEL}, CSV")
    credit = pd.read_csv(BytesIO(raw))
    assert credit["model"].nunique() == 12
    assert credit["segment"].nunique() == 3
    for _, rows in credit.groupby("model"):
        assert rows["value"].sum() == pytest.approx(orders["value"].sum(), abs=0.005)
        assert rows["conversions"].sum() == pytest.approx(len(orders), abs=1e-6)
    _, raw = downloaded(page, "CSV", exact=True)
    assert pd.read_csv(BytesIO(raw))["markov"].sum() == pytest.approx(3)
    open_part(page, "Which model?", "do not add up to one fit for everybody")
    page.get_by_role("radio", name="Once for everybody").click(force=True)
    expect(page.get_by_text("Markov fitted once for everybody")).to_be_visible(timeout=60_000)
    open_part(page, "Journeys", "Which ways lead to a conversion?")
    open_part(page, "One journey", "Ledger: what every model gives every touch")
    _, raw = downloaded(page, "Ledger, CSV")
    ledger = pd.read_csv(BytesIO(raw))
    assert ledger["model"].nunique() == 11  # Markov gives credit to channels, not to touches
    for _, rows in ledger.groupby("model"):
        assert rows["value"].sum() == pytest.approx(orders["value"].sum(), abs=0.005)


def choose_off(page, title):
    """Leave one model out of those chosen."""
    page.get_by_role("button", name="Models: 13 of 13").click()
    choose(page, title)
    expect(page.get_by_role("button", name="Models: 12 of 13")).to_be_visible(timeout=60_000)
    page.keyboard.press("Escape")


def twelve_models_shop(folder):
    """Write a shop of three plans, whose customers have leads and opportunities, and walk in many ways."""
    draw = default_rng(5)
    ids = [f"c{i:03}" for i in range(450)]
    channels = ["Email", "Direct", "Paid Search", "Display", "Referral"]
    start = pd.Timestamp("2026-03-01")
    walks = [
        (who, start + pd.Timedelta(hours=int(draw.integers(0, 480))), draw.choice(channels))
        for who in ids * 3
    ]
    touches = pd.DataFrame(walks, columns=["customer_id", "ts", "channel"])
    buyers = ids[:330]
    orders = pd.DataFrame({"customer_id": buyers, "ts": start + pd.Timedelta(days=21)})
    orders = orders.assign(
        value=draw.uniform(5, 500, len(buyers)).round(2),
        lead_ts=start + pd.Timedelta(days=9),
        opportunity_ts=start + pd.Timedelta(days=15),
    )
    people = pd.DataFrame({"customer_id": ids, "plan": ["basic", "plus", "pro"] * 150})
    files = []
    for name, table in (("touchpoints", touches), ("conversions", orders), ("customers", people)):
        files.append(folder / f"{name}.csv")
        table.to_csv(files[-1], index=False)
    return orders, files


@pytest.mark.journey
def test_a_consultant_finds_the_model_for_a_long_sale_on_one_screen(page, app_url, tmp_path):
    write_sample(make_b2b(6_000, seed=7), tmp_path)
    files = [tmp_path / f"{name}.csv" for name in ("touchpoints", "deals", "contacts", "costs")]
    opened(page, app_url)
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(files)
    page.get_by_role("button", name="See who earned the credit").click()
    page.get_by_text("Credit adds up to").wait_for()
    settled(page)
    open_part(page, "Which model?", "have a lead or opportunity date with a touch before it")
    expect(page.get_by_text("W-shaped assumes: Three moments make a sale")).to_be_visible()
    expect(page.get_by_text("Many journeys fill much of the 30-day lookback")).to_be_visible()
    expect(page.get_by_text("Over everybody, any other model would move between")).to_be_visible()
    screenshot(page, "attribution-b2b-which-model")
    page.get_by_role("button", name="Show these models").click()
    expect(page.get_by_role("button", name="Models: 2 of 13")).to_be_visible(timeout=60_000)
    expect(
        page.get_by_text("Who leads depends on the model").or_(page.get_by_text("leads under both"))
    ).to_be_visible()
