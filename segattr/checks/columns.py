"""Whether a file still has the columns that the last one of its kind had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import MOST_EXAMPLES, QUESTIONS, Finding, Found
from segattr.checks.texts import shown
from segattr.data.dataset import Receipt
from segattr.data.layout import Layout
from segattr.words.files import FIELDS
from segattr.words.numbers import many

GONE, NEW = "gone", "new"


def changed_columns(evidence: Evidence) -> Iterator[Found]:
    """Find columns that came or went since the last file of the same kind; see `segattr.data.layout`."""
    for role, then in evidence.dataset.earlier.items():
        now = evidence.dataset.receipts.get(role)
        if now is None:
            continue
        gone = [header for header in then.headers if header not in now.headers]
        new = [header for header in now.headers if header not in then.headers]
        moved = {name: header for name, header in then.columns.items() if header in gone}
        if gone or new:
            told = Finding(
                "",
                "high" if then.role != role else "medium" if moved else "low",
                " ".join(filter(None, (_listed(role, gone, new), _turned(role, then), _moved(moved, now)))),
                table=role,
                count=len(gone) + len(new),
                share=(len(gone) + len(new)) / len({*then.headers, *now.headers}),
                examples=_examples(gone, new, then),
            )
            yield Found(told)


def _listed(role: str, gone: list[str], new: list[str]) -> str:
    lost = [f"lost {many(len(gone), 'column')} ({shown(gone)})"] if gone else []
    won = [f"gained {many(len(new), 'column')} ({shown(new)})"] if new else []
    return f"Since the last file of this kind, {role} {' and '.join(lost + won)}."


def _turned(role: str, then: Layout) -> str:
    return "" if then.role == role else f"It was taken for {then.role} then."


def _moved(moved: Mapping[str, str], now: Receipt) -> str:
    said = [
        f"{FIELDS[name]} was read from '{then}', now from {_quoted(now.columns.get(name))}."
        for name, then in moved.items()
    ]
    return " ".join(said)


def _quoted(header: str | None) -> str:
    return f"'{header}'" if header else "nothing"


def _examples(gone: list[str], new: list[str], then: Layout) -> tuple[dict[str, str], ...]:
    used = {header: FIELDS[name] for name, header in then.columns.items()}
    rows = [(header, used.get(header, ""), GONE) for header in gone] + [(name, "", NEW) for name in new]
    return tuple(
        {"column": header, "was used for": name, "now": now} for header, name, now in rows[:MOST_EXAMPLES]
    )


CHECKS: Final = (
    Check(
        "changed_columns",
        "Did columns come or go since the last file of the same kind?",
        "high",
        "Is it the same report? Choose the column on the Data page where it has another name now, or export "
        "again with the columns of last time.",
        QUESTIONS,
        changed_columns,
    ),
)
