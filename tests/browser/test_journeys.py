"""Whole visits, from the first page to the sentence one came for, counted in clicks."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import PHONE, in_sight, opened, screenshot, settled

FILES = Path("tests/data_files")
HOTEL = FILES / "hotel_bookings_march_2016.csv"
BANK = FILES / "bank_marketing_10pct.csv"
TELCO = FILES / "telco_customer_churn.csv"
QUESTIONS = {
    "Data": "Can I trust this data?",
    "Segments": "Who are my customers?",
    "Attribution": "What earned the credit, for whom?",
    "Averages": "What does the average hide?",
}
NAMES = (
    "إعلان ممول",
    "<b>bold</b> & **stars**",
    "🛒 Shop 🎉",
    "$x$ :red[y]",
    "[a](http://192.0.2.1)",
    "`c` _u_",
)
NO_JOURNEYS = "It needs touchpoints"


@dataclass
class Clicks:
    """A visitor's hand: it presses one thing after the other, and keeps count."""

    page: Page
    pressed: list[str] = field(default_factory=list)

    def press(self, what: Locator) -> None:
        """Press something on a page that is drawn to the end."""
        settled(self.page)
        what.click()
        self.pressed.append(str(what))

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name))

    def go(self, title: str) -> None:
        """Press a page in the menu, and wait until it is that page."""
        self.press(self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True))
        arrived(self.page, title)

    def __len__(self) -> int:
        return len(self.pressed)


@pytest.fixture
def clicks(page: Page) -> Clicks:
    return Clicks(page)


def arrived(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTIONS[title])
    settled(page)


def drop(page: Page, *files: Path | dict) -> None:
    """Drop files, and wait until the page speaks of the last one."""
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(files)
    last = files[-1].name if isinstance(files[-1], Path) else files[-1]["name"]
    expect(main(page).get_by_text(last).first).to_be_visible()
    settled(page)


def main(page: Page) -> Locator:
    return page.get_by_test_id("stMainBlockContainer")


def status(page: Page) -> Locator:
    """Return the line above every page."""
    return main(page).get_by_test_id("stCaptionContainer").first


def picture(page: Page) -> Locator:
    return page.get_by_test_id("stVegaLiteChart").first


def clear(clicks: Clicks) -> None:
    """Take away the split the page chose; only then is the list of columns there to stay."""
    clicks.button("Clear all")
    expect(main(clicks.page).get_by_text("Choose a split to see whom that describes.")).to_be_visible()
    settled(clicks.page)


def split_by(clicks: Clicks, column: str) -> None:
    """Choose one more column to split by; a long list shows only what is in sight, so its name is typed."""
    page = clicks.page
    box = page.get_by_test_id("stMultiSelect").get_by_role("combobox")
    clicks.press(in_sight(box))
    box.fill(column)
    option = page.get_by_role("option", name=column, exact=True)
    expect(page.get_by_role("option").first).to_have_text(column)
    clicks.press(option)
    expect(page.locator(f"[data-testid=stVegaLiteChart][aria-label*='{column}']")).to_be_visible()
    settled(page).keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)


def canceled(channel: str, low: float, high: float) -> tuple[float, int]:
    """Return how many of a channel's bookings made so many days ahead were cancelled, and their number."""
    bookings = pd.read_csv(HOTEL)
    those = bookings[(bookings["distribution_channel"] == channel) & bookings["lead_time"].between(low, high)]
    return float(those["is_canceled"].mean()), len(those)


@pytest.mark.journey
def test_a_marketer_sees_cancellations_by_channel_and_lead_time_in_six_clicks(page, clicks, app_url):
    opened(page, app_url)
    drop(page, HOTEL)
    expect(main(page)).to_contain_text("4,824 people or visits, of which 1,477 (31 %) with is_canceled")
    clicks.button("See what the average hides")
    arrived(page, "Averages")
    clear(clicks)
    expect(page.get_by_text("Choose a split to see whom that describes.")).to_be_visible()
    split_by(clicks, "distribution_channel")
    split_by(clicks, "lead_time")
    assert len(clicks) <= 6, clicks.pressed
    expect(main(page)).to_contain_text(
        "is_canceled: your 30.6 % describes 9 % of your people. By distribution_channel and lead_time, "
        "TA/TO · over 90 is at 59.0 % (55.6–62.2), Direct · 0–7 at 5.3 % (3.4–8.4)."
    )
    for channel, band, low, high in (
        ("TA/TO", "over 90", 91, 999),
        ("TA/TO", "31–60", 31, 60),
        ("Direct", "0–7", 0, 7),
    ):
        rate, n = canceled(channel, low, high)
        expect(picture(page)).to_contain_text(f"{channel} · {band}")
        expect(picture(page)).to_contain_text(
            re.compile(rf"{rate:.1%}".replace("%", r" % \(.*\) · ") + f"{n:,}")
        )
    screenshot(page, "journey-hotel")


@pytest.mark.journey
def test_a_workshop_host_reveals_what_the_average_hides_and_who_looks_like_the_winner(page, clicks, app_url):
    opened(page, app_url)
    clicks.button("Open the sample shop")
    expect(main(page)).to_contain_text("21,729 touchpoints and 247 conversions of 7,000 customers")
    clicks.button("See what the average hides")
    arrived(page, "Averages")
    expect(main(page)).to_contain_text(
        "Your 3.0 % describes nobody. By visitor, returning converts at 8.0 % (6.9–9.3), new at 1.0 %"
    )
    assert len(clicks) <= 3, clicks.pressed
    clicks.pressed.clear()
    clicks.go("Data")
    clicks.press(main(page).get_by_text("Cut wasted spend"))
    expect(main(page)).to_contain_text("the first spend to ask about")
    clicks.button("See what the campaigns earned")
    arrived(page, "Attribution")
    expect(main(page)).to_contain_text("For new, Summer Deal leads under all 4 models")
    expect(page.get_by_test_id("stVegaLiteChart").nth(1)).to_contain_text("Summer Deal")
    assert len(clicks) <= 3, clicks.pressed


@pytest.mark.journey
def test_a_consultant_shows_three_clients_in_one_visit_and_each_finds_only_its_own(page, clicks, app_url):
    opened(page, app_url)
    drop(page, BANK)
    expect(status(page)).to_contain_text("bank_marketing_10pct")
    clicks.go("Averages")
    expect(main(page)).to_contain_text("y: your 11.5 % describes nobody. By duration, over 500 is at 38.7 %")
    clear(clicks)
    split_by(clicks, "poutcome")
    assert "split=poutcome" in page.url
    clicks.go("Data")
    drop(page, TELCO)
    expect(main(page)).to_contain_text("they share no customer and no channel")
    clicks.button("Start a new project with these")
    expect(status(page)).to_contain_text("telco_customer_churn")
    expect(main(page)).to_contain_text("7,043 people or visits, of which 1,869 (27 %) with Churn")
    assert "split=" not in page.url
    clicks.go("Averages")
    expect(main(page)).to_contain_text(
        "Churn: your 26.5 % describes nobody. By Contract, Month-to-month is at"
    )
    clear(clicks)
    split_by(clicks, "gender")
    clicks.go("Attribution")
    clicks.button("Try it with a shop's data")
    expect(status(page)).to_contain_text("Sample shop")
    expect(main(page)).to_contain_text("For returning, Email leads under all 4 models")
    assert "split=" not in page.url
    clicks.go("Averages")
    expect(main(page)).to_contain_text("Your 3.0 % describes nobody. By visitor, returning converts at 8.0 %")
    clicks.go("Data")
    expect(main(page)).to_contain_text("The project before is set aside: telco_customer_churn.csv.")
    clicks.button("Back to it")
    expect(status(page)).to_contain_text("telco_customer_churn")
    clicks.go("Averages")
    expect(main(page)).to_contain_text("Churn: no segment of gender differs by more than chance would give.")


def csv(name: str, header: str, n: int, row: Callable[[int], str]) -> dict:
    """Return a file of n rows as a browser hands it over."""
    lines = [header, *map(row, range(n))]
    return {"name": name, "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}


def people(n: int, converted: int) -> list[dict]:
    """Return a file of people without ids, all of whom converted, or none."""
    return [
        csv("people.csv", "channel,plan,converted", n, lambda i: f"{'ESD'[i % 3]},{'ab'[i % 2]},{converted}")
    ]


def journeys(
    n: int, channel: Callable[[int], str], buys: Callable[[int], bool], *, name: str = "visits.csv"
) -> list[dict]:
    """Return a file of one visit per customer, and one of the orders of those who buy."""
    visits = csv(name, "customer_id,ts,channel", n, lambda i: f'c{i},2026-03-{3 + i % 26:02d},"{channel(i)}"')
    buyers = [i for i in range(n) if buys(i)]
    return [
        csv("orders.csv", "customer_id,ts,value", len(buyers), lambda i: f"c{buyers[i]},2026-04-01,10"),
        visits,
    ]


UGLY = {
    "one row": (
        people(1, 1),
        {
            "Data": "1 person or visit, of which 1 (100 %) converted",
            "Segments": "1 visit in one group. Everybody converted: the data hold only those who did",
            "Attribution": NO_JOURNEYS,
            "Averages": "Everybody converted",
        },
    ),
    "one journey": (
        journeys(1, lambda _: "Email", lambda _: True),
        {
            "Data": "1 touchpoint and 1 conversion of 1 customer",
            "Segments": "1 customer in one group. Everybody converted",
            "Attribution": "Email is the only one with a touch before a conversion",
            "Averages": "Everybody converted",
        },
    ),
    "one channel": (
        journeys(60, lambda _: "Email", lambda i: i % 3 == 0),
        {
            "Data": "60 touchpoints and 20 conversions of 60 customers",
            "Segments": "60 customers in one group, who convert at 33.3 % (22.7–45.9).",
            "Attribution": "Email is the only one with a touch before a conversion",
            "Averages": "20 of 60 people converted: 33.3 % (22.7–45.9). No column tells these people apart",
        },
    ),
    "all converted": (
        journeys(60, lambda i: "EES"[i % 3], lambda _: True),
        {
            "Data": "60 touchpoints and 60 conversions of 60 customers",
            "Segments": "60 customers in one group. Everybody converted: the data hold only those who did",
            "Attribution": "E leads under all 4 models, with 67 % of the credit",
            "Averages": "Everybody converted, all 60 people: the data hold only those who did.",
        },
    ),
    "none converted": (
        people(60, 0),
        {
            "Data": "60 people or visits, of which 0 (0 %) converted",
            "Segments": "60 visits in one group. Nobody converted",
            "Attribution": NO_JOURNEYS,
            "Averages": "Nobody of 60 people converted, so there is no rate to split.",
        },
    ),
    "300 channels": (
        journeys(900, lambda i: f"channel {int(300 * (i / 900) ** 2)}", lambda i: i % 4 == 0),
        {
            "Data": "900 touchpoints and 225 conversions of 900 customers",
            "Segments": "900 customers in one group, who convert at 25.0 %",
            "Attribution": "channel 0 leads under all 4 models, with 6 % of the credit",
            "Averages": "225 of 900 people converted: 25.0 %",
        },
    ),
    "loud names": (
        journeys(
            600, lambda i: NAMES[i % 6], lambda i: i % 6 == 0 or i % 7 == 0, name=f"{NAMES[1][:11]} 🛒.csv"
        ),
        {
            "Data": "600 touchpoints and 171 conversions of 600 customers",
            "Segments": "600 customers in one group, who convert at 28.5 %",
            "Attribution": f"{NAMES[0]} leads under all 4 models, with 58 % of the credit",
            "Averages": f"By channel, {NAMES[0]} converts at 100 % (96.3–100.0)",
        },
    ),
}


AT_ONCE = ("loud names",)  # with the journeys; the others with `make test-slow`


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=pytest.mark.journey if case in AT_ONCE else pytest.mark.slow) for case in UGLY],
)
def test_ugly_data_break_no_page_and_each_says_what_is_the_case(case, page, clicks, app_url):
    """The context fails the test when the browser's console had anything to complain of."""
    files, sentences = UGLY[case]
    opened(page, app_url)
    drop(page, *files)
    for title, sentence in sentences.items():
        if title != "Data":
            clicks.go(title)
        expect(main(page)).to_contain_text(sentence)
        settled(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.get_by_text("Your data are still loaded.")).to_have_count(0)  # what `app.explain` says
        assert main(page).locator("img, b, a[href*='192.0.2.1']").count() == 0
        screenshot(page, f"ugly-{case}-{title}".replace(" ", "-").lower())


def with_sample(page: Page, app_url: str, title: str) -> None:
    opened(page, f"{app_url}/{title.lower()}?sample=shop&segments=visitor")
    arrived(page, title)
    expect(picture(page)).to_contain_text("returning")
    settled(page)


PAGES = [
    *(pytest.param(title, marks=pytest.mark.slow) for title in ("Segments", "Averages")),
    pytest.param("Attribution", marks=pytest.mark.journey),
]


@pytest.mark.parametrize("look", [PHONE], ids=["phone"])
@pytest.mark.parametrize("title", PAGES)
def test_on_a_phone_the_controls_wait_behind_one_button(title, look, page, clicks, app_url):
    with_sample(page, app_url, title)
    controls = page.locator(".st-key-controls")
    expect(controls).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    clicks.press(page.get_by_text("Change what is shown"))
    expect(controls).to_be_visible()
    expect(controls.get_by_role("combobox").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    screenshot(page, f"phone-controls-{title.lower()}")


ANSWERS = {
    "Segments": "2 segments of 7,000 customers",
    "Attribution": "For returning, Email leads under all 4 models",
    "Averages": "Your 3.0 % describes nobody.",
}
SETTINGS = {
    "Segments": "95 % Wilson ranges",
    "Attribution": "30-day lookback",
    "Averages": "95 % Wilson ranges",
}


@pytest.mark.parametrize("title", PAGES)
def test_a_printed_page_is_the_answer_its_settings_and_its_figures(title, page, app_url):
    with_sample(page, app_url, title)
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(main(page).get_by_text(ANSWERS[title]).first).to_be_visible()
    expect(main(page).get_by_text(SETTINGS[title]).first).to_be_visible()
    expect(page.get_by_text(re.compile("^Printed from segattr on "))).to_be_visible()
    expect(page.locator("[class*=st-key-on-paper] table").first).to_be_visible()
    expect(page.locator(".st-key-controls")).to_be_hidden()
    expect(page.get_by_role("button").filter(visible=True)).to_have_count(0)
    screenshot(page, f"print-{title.lower()}")
