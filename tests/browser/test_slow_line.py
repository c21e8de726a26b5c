"""What a visitor enters while the page is still on its way stays, however slow the line is."""

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.harness import settled, unfold
from tests.browser.test_segments_page import segment, with_sample

STEP = 50  # milliseconds between two looks at what has come


class Line:
    """The line between page and server, which can be stopped on the way to the page."""

    def __init__(self, page: Page) -> None:
        self.page, self.waiting, self.stopped = page, [], False
        page.route_web_socket(re.compile("_stcore/stream"), self._join)

    def _join(self, here: WebSocketRoute) -> None:
        there = here.connect_to_server()
        there.on_message(lambda message: self.waiting.append(message) if self.stopped else here.send(message))
        self.here = here

    def runs_waiting(self) -> int:
        """How many runs of the script have ended of which the page does not know."""
        kinds = [ForwardMsg.FromString(message).WhichOneof("type") for message in self.waiting]
        return kinds.count("script_finished")

    def until_waiting(self, runs: int) -> list[bytes]:
        """Wait until that many runs are waiting, and return all that is."""
        while self.runs_waiting() < runs:  # the test's own time limit ends this
            self.page.wait_for_timeout(STEP)
        return list(self.waiting)

    def deliver(self, messages: list[bytes]) -> None:
        """Hand on what was waiting."""
        for message in messages:
            self.waiting.remove(message)
            self.here.send(message)


@pytest.mark.journey
def test_an_owner_entered_before_the_goal_has_come_through_is_kept(page, app_url):
    line = Line(page)
    with_sample(page, app_url)
    segment(page, 2).get_by_text("What is it for?").click()
    unfold(segment(page, 2).get_by_role("combobox", name="Revenue goal"))
    line.stopped = True
    page.get_by_role("option", name="Referral").click()
    of_the_goal = line.until_waiting(1)
    owner = segment(page, 2).get_by_role("textbox", name="Owner")
    owner.fill("Ada")
    owner.press("Enter")
    of_both = line.until_waiting(2)
    line.deliver(of_the_goal)
    segment(page, 2).get_by_text("What is it for?").click()  # closed, it is one line
    line.stopped = False
    line.deliver(of_both[len(of_the_goal) :])
    line.deliver(list(line.waiting))
    settled(page)
    expect(segment(page, 2)).to_contain_text("Referral · Ada")
