"""How much worse each memory predicts than the best: a dot and its error per order of a Markov chain."""

from __future__ import annotations

import altair as alt
import pandas as pd

from segattr.charts.theme import Mode, finish, ink

STEP = 34  # pixels of an order
TITLE = "Does more memory predict unseen customers better?"


def order_losses(losses: pd.DataFrame, *, advised: int, mode: Mode) -> alt.LayerChart:
    """Draw the distance of every order to the best one, with one standard error to each side.

    Parameters
    ----------
    losses : ``order, behind, error``, of `segattr.attribution.order.OrderAdvice`.
    advised : the order whose dot is filled.
    """
    rows = losses.assign(
        low=(losses["behind"] - losses["error"]).clip(lower=0),
        high=losses["behind"] + losses["error"],
        memory=["No memory" if n == 0 else f"{n} touch{'es' if n > 1 else ''}" for n in losses["order"]],
        written=[f"{behind:.3f}" if behind else "best" for behind in losses["behind"]],
    )
    colours = ink(mode)
    base = alt.Chart(rows).encode(y=alt.Y("memory:N", title=None, sort=list(rows["memory"])))
    words = [
        alt.Tooltip("memory:N", title="Remembers"),
        alt.Tooltip("loss:Q", title="Log-loss of a move", format=".4f"),
        alt.Tooltip("behind:Q", title="Behind the best", format=".4f"),
        alt.Tooltip("error:Q", title="Standard error", format=".4f"),
    ]
    axis = alt.Axis(title="Log-loss of a move, behind the best", tickCount=4)
    spread = base.mark_rule(strokeWidth=2, color=colours.muted).encode(
        x=alt.X("low:Q", axis=axis), x2="high:Q", tooltip=words
    )
    dots = base.mark_point(size=90, filled=True, color=colours.text, opacity=1).encode(
        x=alt.X("behind:Q", axis=axis),
        tooltip=words,
        fill=alt.condition(alt.datum.order == advised, alt.value(colours.text), alt.value(colours.page)),
        stroke=alt.value(colours.text),
    )
    figures = base.mark_text(align="left", dx=10, color=colours.muted, fontSize=12).encode(
        x=alt.X("high:Q", axis=axis), text="written:N"
    )
    drawn = alt.LayerChart(layer=[spread, dots, figures], width="container")
    return finish(drawn, title=TITLE, mode=mode, height=STEP * len(rows))
