"""The Summary's tables, each one group-by over the touch table.

Every table is additive over customers, so that the sum over segments is the blended table and the sum over
files, markets or customer groups is the whole. Rows come with ``segment``, ``group``, ``month`` and
``repeat`` already on them (see `segattr.reduce.seats`).
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from segattr.reduce.door import NOTHING, col, lit, pick, total, whole
from segattr.reduce.engines import Frame
from segattr.reduce.folding import FOLDED
from segattr.reduce.sums import sum_by
from segattr.reduce.touches import decay_weight
from segattr.reduce.window import Window

START, CONVERTED, LOST = 0, -1, -2
KEY = ["segment", "group", "month", "repeat"]
STATE_BITS = 15  # a Markov state of up to four touches in one integer
PLACE_BITS, PER_WORD = 5, 12
WORDS = ["recent", "older"]  # a path: its last 24 touches, twelve to an integer, the last one lowest
FIRST, LEAD, OPPORTUNITY, LAST = 1, 2, 4, 8

MONEY = ["value", "margin"]


def positions(touches: Frame) -> Frame:
    """Touches by place and length of journey: every position model is a weighting of this table."""
    return _tally(touches, "channel", "position", "length")


def decay(touches: Frame, window: Window) -> Frame:
    """Time-decay credit: it is divided within each journey, so it cannot wait until after the reduce."""
    credit = decayed(touches, window)
    return _sum(_worth(credit, col("credit")), [*KEY, "channel"], ["credit", *MONEY])


def decayed(touches: Frame, window: Window) -> Frame:
    """Add ``credit``, the share of its conversion that time decay gives a touch."""
    weighed = touches.with_columns(weight=decay_weight(window))
    return weighed.with_columns(credit=col("weight") / col("weight").sum().over("journey"))


def non_direct(touches: Frame) -> Frame:
    """Conversions by the last channel that is not direct; a journey of only direct keeps its last touch."""
    last = touches.filter(col("position") == col("named_at")).with_columns(credit=lit(1.0).cast(nw.Float64))
    return _sum(last, [*KEY, "channel"], ["credit", *MONEY])


def milestones(touches: Frame) -> Frame:
    """Touches by the milestones they carry: what W-shaped and full-path credit are weightings of."""
    return _tally(marked(touches), "channel", "here", "present", "marked", "last_apart", "length")


def marked(touches: Frame) -> Frame:
    """Add to every touch the milestones it carries.

    ``here`` and ``present`` add 1 for the first touch, 2 for the lead, 4 for the opportunity and 8 for the
    last touch; ``marked`` counts the different touches that are first, lead or opportunity; ``last_apart``
    is 1 where the last touch is none of them.
    """
    at, last = col("position"), col("length")
    lead, opportunity = col("lead_at"), col("opportunity_at")

    def one(condition: nw.Expr, weight: int = 1) -> nw.Expr:
        return pick(condition, whole(weight), whole(0))

    return touches.with_columns(
        here=total(
            [
                one(at == 1, FIRST),
                one(at == lead, LEAD),
                one(at == opportunity, OPPORTUNITY),
                one(at == last, LAST),
            ]
        ),
        present=whole(FIRST + LAST) + one(lead > 0, LEAD) + one(opportunity > 0, OPPORTUNITY),
        marked=whole(1) + one(lead > 1) + one((opportunity > 1) & (opportunity != lead)),
        last_apart=one((last != 1) & (last != lead) & (last != opportunity)),
    )


def steps(moves: Frame, order: int) -> Frame:
    """Every move between Markov states, from the start to a conversion or to nothing, before segments.

    ``origin`` packs the last ``order`` channels, fifteen bits each, the latest lowest; 0 is the start.
    ``target`` is the next channel, -1 for a conversion, -2 for a lost journey. Money is the conversions'.
    """
    moves = moves.filter(col("counted") == 1)
    back = range(1, order + 1)
    before = {f"back_{k}": col("channel").shift(k).over("journey", order_by="position") for k in back}
    placed = moves.with_columns(**before).with_columns(
        **{name: col(name).fill_null(START).cast(nw.Int64) for name in before}, moves=whole(1)
    )
    state = total([col(f"back_{k}") * (1 << STATE_BITS * (k - 1)) for k in back])
    state_after = total(
        [col("channel"), *(col(f"back_{k}") * (1 << STATE_BITS * k) for k in range(1, order))]
    )
    end = pick(col("converted") == 1, whole(CONVERTED), whole(LOST))
    inner = placed.with_columns(origin=state, target=col("channel"), value=NOTHING, margin=NOTHING)
    ends = placed.filter(col("position") == col("length")).with_columns(origin=state_after, target=end)
    names = ["journey", "person", "repeat", "origin", "target", "moves", *MONEY]
    return nw.concat([inner.select(names), ends.select(names)], how="vertical")


def transitions(steps: Frame) -> Frame:
    """Count moves between Markov states; see `steps` for what the states are."""
    return _sum(steps, [*KEY, "origin", "target"], ["moves", *MONEY])


def set_sizes(touches: Frame) -> Frame:
    """Conversions by channel and the number of different channels in their journey (for Shapley)."""
    pairs = touches.select(*KEY, "journey", "channel", *MONEY).unique(["journey", "channel"])
    sizes = pairs.with_columns(one=whole(1)).group_by("journey").agg(size=col("one").sum())
    counted = pairs.join(sizes, on="journey", how="inner").with_columns(journeys=whole(1))
    return _sum(counted, [*KEY, "channel", "size"], ["journeys", *MONEY])


def wholes(moves: Frame) -> Frame:
    """One row per journey: its channel set as bits, its last 24 touches as two integers, and how it ended.

    No engine-neutral list or bit-or aggregate exists; a maximum per channel and sums of shifted places do.
    """
    from_end = col("length") - col("position")
    bits = {f"bit_{i}": pick(col("folded") == i + 1, whole(1 << i), whole(0)) for i in range(FOLDED)}
    words = {
        word: col("folded")
        * total(
            [
                pick(from_end == PER_WORD * w + i, whole(1 << PLACE_BITS * i), whole(0))
                for i in range(PER_WORD)
            ]
        )
        for w, word in enumerate(WORDS)
    }
    same = ["person", "length", "converted", "open", "counted", *MONEY]
    wide = moves.select("journey", *same, **bits, **words)
    maxima = {name: col(name).max() for name in [*bits, *same]}
    per_journey = wide.group_by("journey").agg(**maxima, **{word: col(word).sum() for word in words})
    return per_journey.select(
        "journey",
        "person",
        "length",
        "open",
        *MONEY,
        *[col(w).cast(nw.Int64) for w in WORDS],
        channels=total([col(bit) for bit in bits]),
        conversions=col("converted"),
        journeys=col("counted"),
    )


def sets(wholes: Frame) -> Frame:
    """Journeys by the set of channels in them, as a bit mask over the folded channels."""
    return _sum(wholes, ["segment", "month", "channels"], ["journeys", "conversions", "open", *MONEY])


def paths(wholes: Frame) -> Frame:
    """Journeys by their last 24 touches and their length."""
    walked = wholes.filter(col("journeys") > 0)
    return _sum(walked, ["segment", "month", *WORDS, "length"], ["journeys", "conversions", *MONEY])


def lags(touches: Frame) -> Frame:
    """Conversions by the whole days since the first touch of their journey: 0 is within a day."""
    first = touches.filter(col("position") == 1)
    counted = first.with_columns(days=col("days_left").floor().cast(nw.Int64), journeys=whole(1))
    return _sum(counted, [*KEY, "days"], ["journeys", *MONEY])


def conversions(closed: Frame) -> Frame:
    """Conversions and their money, and how much of both has no eligible touch (``no_touch``, 0 or 1)."""
    money = {f"no_touch_{m}": col("no_touch") * col(m) for m in MONEY}
    counted = closed.with_columns(**money, conversions=whole(1))
    return _sum(counted, KEY, ["conversions", "no_touch", *MONEY, *money])


def rates(people: Frame) -> Frame:
    """People, people with a touch, and converters, who stand in the month of their first conversion.

    ``people`` has a row per person: ``segment, group, month, exposed, converters``. Month 0 counts people.
    """
    measures = ["people", "exposed", "converters"]
    counted = people.with_columns(people=whole(1), converters=whole(0), month=whole(0))
    bought = people.filter(col("converters") == 1).with_columns(people=whole(0), exposed=whole(0))
    rows = [frame.select("segment", "group", "month", *measures) for frame in (counted, bought)]
    return _sum(nw.concat(rows, how="vertical"), ["segment", "group", "month"], measures)


def _tally(touches: Frame, *by: str) -> Frame:
    return _sum(touches.with_columns(touches=whole(1)), [*KEY, *by], ["touches", *MONEY])


def _worth(credited: Frame, share: nw.Expr) -> Frame:
    return credited.with_columns(**{m: col(m) * share for m in MONEY})


def _sum(rows: Frame, by: list[str], measures: list[str]) -> Frame:
    return sum_by(rows, by, measures)
