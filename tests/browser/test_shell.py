"""The frame in a real browser: links into a cold server, the menu, headers, accessibility."""

from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from segattr.ui.headers import HEADERS
from segattr.ui.shell import PAGES
from tests.browser.harness import barriers, each_look, opened, screenshot

# Keeps every menu entry and every dialog that was ever drawn, however briefly.
WITNESS = """
window.seen = {entries: new Set(), dialogs: new Set()};
new MutationObserver(() => {
  const every = (selector, see) => document.querySelectorAll(selector).forEach(see);
  every('[data-testid=stSidebarNavLink]', link => window.seen.entries.add(link.pathname));
  every('[role=dialog]', dialog => window.seen.dialogs.add(dialog.innerText));
}).observe(document, {childList: true, subtree: true});
"""

every_page = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.url_path)


def address(entry) -> str:
    return "" if entry is PAGES[0] else entry.url_path


def test_a_link_into_a_cold_server_opens_its_page_without_a_flash_of_another(page, cold_url):
    page.add_init_script(WITNESS)
    opened(page, f"{cold_url}/averages")
    expect(page.get_by_role("heading", level=1)).to_have_text("What does the average hide?")
    assert page.evaluate("[...window.seen.dialogs]") == []
    assert set(page.evaluate("[...window.seen.entries]")) == {f"/{address(entry)}" for entry in PAGES}


@every_page
def test_every_page_opens_by_its_link_and_puts_its_question_first(entry, page, app_url):
    opened(page, f"{app_url}/{address(entry)}")
    expect(page.get_by_role("heading", level=1)).to_have_text(entry.question)
    expect(page).to_have_title(f"{entry.title} · segattr")


def test_the_menu_lists_every_page_and_leads_to_it(page, app_url):
    opened(page, app_url)
    menu = page.get_by_test_id("stSidebarNav")
    expect(menu.get_by_role("link")).to_have_count(len(PAGES))
    for entry in reversed(PAGES):
        menu.get_by_role("link", name=entry.title).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(entry.question)


def test_settings_of_a_link_stay_in_the_address_from_page_to_page(page, app_url):
    opened(page, f"{app_url}/attribution?lookback=90&models=last&models=linear&measure=nonsense")
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Averages").click()
    page.wait_for_url("**/averages?*lookback=90*")
    assert "models=last&models=linear" in page.url


def test_every_answer_forbids_what_does_not_come_from_this_server(app_url):
    with urlopen(app_url) as answer:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe-eval'" not in HEADERS["content-security-policy"].replace("wasm-unsafe-eval", "")


def test_the_policy_stops_a_picture_from_elsewhere(browser, app_url):
    with browser.new_context() as context:  # a visitor whose complaints are wanted
        page = opened(context.new_page(), app_url)
        broken = page.evaluate(
            """() => new Promise(done => {
                document.addEventListener('securitypolicyviolation', event => done(event.violatedDirective));
                document.body.append(Object.assign(new Image(), {src: 'http://192.0.2.1/pixel.png'}));
            })"""
        )
    assert broken == "img-src"


@each_look
@every_page
def test_no_page_shuts_anybody_out(entry, look, page, app_url):
    opened(page, f"{app_url}/{address(entry)}")
    screenshot(page, f"{entry.url_path}-{look['color_scheme']}-{look['viewport']['width']}")
    assert barriers(page) == []
