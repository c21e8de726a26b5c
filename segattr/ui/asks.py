"""What the parts of the Attribution page ask of a Summary: one table each, kept by the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import pandas as pd

from segattr.attribution.endings import endings
from segattr.attribution.engagement import engagement
from segattr.attribution.lengths import lag_summary, lags, lengths
from segattr.attribution.next_touch import next_touch
from segattr.attribution.participation import participation
from segattr.attribution.roles import roles
from segattr.attribution.top_paths import top_paths
from segattr.reduce.summary import Summary


class Ask(NamedTuple):
    """A question: the Summary's tables it reads, and what answers it with one frame."""

    tables: tuple[str, ...]
    answer: Callable[[Summary], pd.DataFrame]


def _participation(summary: Summary) -> pd.DataFrame:
    return participation(summary, interval=summary.timed)


ASKS: Final[dict[str, Ask]] = {
    "participation": Ask(("set_sizes",), _participation),
    "top_paths": Ask(("paths",), top_paths),
    "endings": Ask(("sets",), endings),
    "lengths": Ask(("positions",), lengths),
    "lags": Ask(("lags",), lags),
    "lag_summary": Ask(("lags",), lag_summary),
    "next_touch": Ask(("transitions",), next_touch),
    "roles": Ask(("positions",), roles),
    "engagement": Ask(("transitions", "sets"), engagement),
}
