"""What the Value page tells beyond who is worth it: each part waits until somebody opens it."""

from __future__ import annotations

from functools import partial

from segattr.ui import value_baskets, value_best, value_effort, value_outlook
from segattr.ui.value_box import box
from segattr.ui.value_view import View
from segattr.words.value_more import BASKETS, BEST, EFFORT
from segattr.words.value_outlook import TITLE


def draw(now: View) -> None:
    """Draw the boxes, closed until they are opened."""
    box(BASKETS, key="value.baskets", draw=partial(value_baskets.draw, now))
    box(BEST, key="value.best", draw=partial(value_best.draw, now))
    box(EFFORT, key="value.effort", draw=partial(value_effort.draw, now))
    box(TITLE, key="value.outlook", draw=partial(value_outlook.draw, now))
