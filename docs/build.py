"""Writes the reference tables of the docs from the code they describe: ``python docs/build.py``."""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator
from pathlib import Path

from segattr.__main__ import command_line
from segattr.attribution.registry import MODELS
from segattr.checks.registry import FAMILIES
from segattr.io.sources.layout import Layout
from segattr.io.sources.registry import SOURCES
from segattr.schema import TABLES
from segattr.words.audit import FIX

AUDIT = """# The audit

`sa.audit(dataset)`, `python -m segattr audit …` and the Data page ask every loaded table the same
questions. A finding says what was found and where, how many rows it is about and their share, how
many conversions and how much money hang on them, shows up to five of the rows, and names what it
makes doubtful: conversion by segment, attribution, cost, value.

**Severity.** A *blocker* makes figures wrong; *high* can mislead; *medium* is worth a look; *low*
is good to know. There is no overall score: for each of the four questions a light says whether its
answer can be trusted. It is red with a blocker, amber with a finding of high severity, green
without either, grey where the data to answer it are not there.

**Fixes.** Loading never drops a row as a duplicate and never merges spellings; only a fix you
accept does. A fix is a function from data to data, named `kind:check:table:column`.
`segattr.checks.fixes.with_fixes(dataset, fixes)` applies them in order, and to undo one is to leave
it out. The data keep the list (`dataset.fixes`), every receipt a fix touched says so, and the
data's key changes with it.

**What it cannot do.** A check that finds nothing proves no file right: it looks only at what is
there. Every limit (how many rows are many, how far is far) is a named constant at the top of its
module, and a convention, not a law. Spellings are one name when only capitals, spaces, joining
signs or a known alias differ, or one letter of a word of at least five in a spelling ten times
rarer; look at the list before you accept it.

**What is asked elsewhere.** Rules of your own for channels are a fix as well, named
`rules:channels:touchpoints:channel:` with the rules behind it; the Data page writes it. Questions
about segments need a segment set and stand where one is made: on Segments, whether a segment is
empty or too small, nearly the same people as another, too coarse to show a difference worth seeing,
past its review or deadline, or without goal or action; on Averages, what a difference would take to
be seen. Dates that can be read two ways and columns that are missing are settled on loading, and said
on the file's card. Of customers who stand twice in their file the first row counts; where their rows
contradict each other, the audit offers the last row or what most rows say, and makes the touches and
conversions of a CRM's own columns anew of it.

**One person, several ids.** Ids that share an e-mail address (capitals and spaces aside; a hash counts
like an address) or a phone number are listed in pairs, all of them in the workbook
and in a second file of `segattr audit --out`. Put together, the
id with the most conversions stays, of equals the one seen first, and so does its row of the customers;
the receipts say how many ids there were before and after. An address on more than four ids, or of a
role (info@, shop@), and an id with three addresses or more put nobody together.
"""
RECOGNISED = """# The tools whose exports are recognised

A file is taken for a tool's export where it carries **all** of the headers below; capitals and a
currency at a header's end make no difference. Where the headers of two tools stand in one file, it
is taken for neither. A tool's columns are then proposed with certainty. What you choose yourself
always wins, and a file of no known tool is read by names and contents as before.

A role that stays empty depends on the rows. Ad reports say nothing of your channels: a campaign's
name is proposed for the channel, or you name the channel of the whole file.
"""
CHANNELS = """## Channels from source and medium

`segattr.data.utm` reads source, medium, campaign, content and term from web addresses.
`segattr.data.channel_groups` turns source, medium and campaign into channels by rules that are
asked in order; the first that holds decides. `DEFAULT_RULES` are GA4's default channel groups. A
rule of your own is one line, put before them:
`channel_groups(touches, rules=[Rule("Podcast", medium="podcast"), *DEFAULT_RULES])`.
"""
ARCHITECTURE = """# The house

A number on a page, in a file and in a notebook is worked out by one function, and the data go one way to it.

```mermaid
flowchart LR
    files --> io -->|one plain table| data -->|Dataset| segments -->|labels| reduce
    data -->|Dataset| reduce -->|Summary| attribution
    reduce --> averages
    reduce --> value
    attribution --> plan
    value --> plan
    data --> checks
    attribution & averages & value & plan & checks --> charts & exports --> ui --> pages
```

Two values carry everything. The **Dataset** is frozen: canonical tables of one client, with a hash of their
content as `key`; a change returns a new one. The **Summary** is small and additive: positions, transitions,
channel sets and rates per segment and random customer group, with nobody in it; it is also a file, which
the app opens like an upload. What is cached is cached by `Dataset.key` and frozen settings, never by a frame.

Event-level work is done in `reduce/` (and where `segments/` asks for what customers did), written once as
Narwhals expressions; the frame that comes in decides the engine ([engines](engines.md)). Everything after
the Summary is small, and plain pandas and NumPy. Only `app.py`, `pages/` and `segattr/ui/` import Streamlit;
a page is widgets, one call, one chart. What a visitor chose is one frozen value,
`segattr.ui.choices.Choices`; what they brought is another, `segattr.ui.desk.Desk`; a project saves both.

Registries are plain dicts: a new model, segment type, source, check, reader or export is one file and
one line.

## The rooms, in the order of the data

Each imports only from those above it (`segments` and `reduce` may meet); `tests/test_architecture.py`
holds this.

| room | what is in it |
|---|---|
"""
HERE = Path(__file__).parent
ROOMS = (
    *("words", "statistics", "io", "data", "segments", "reduce", "attribution", "averages", "value", "plan"),
    *("checks", "charts", "exports", "project", "sample", "commands", "ui"),
)
MADE = "<!-- Made by docs/build.py; change the code, then run `make docs`. -->\n\n"


def tables() -> str:
    """Return the page of tables and their fields."""
    parts = [MADE, "# The tables\n"]
    for table in TABLES.values():
        parts.append(f"\n## {table.role}\n\nOne row per {table.row}.\n\n")
        parts.append("| field | needed | what it is |\n|---|---|---|\n")
        either = {name for group in table.alternatives for name in group}
        for column in table.columns.values():
            needed = "yes" if column in table.required else "one of" if column.name in either else ""
            parts.append(f"| `{column.name}` | {needed} | {column.meaning} |\n")
    parts.append("\nEvery other column of a file is kept under its own header, as a dimension.\n")
    return "".join(parts)


def architecture() -> str:
    """Return the page of the house: its rooms as their own first lines say."""
    rows = [_room(Path("segattr") / name) for name in ROOMS]
    return MADE + ARCHITECTURE + "".join(rows)


def _room(folder: Path) -> str:
    said = ast.get_docstring(ast.parse((HERE.parent / folder / "__init__.py").read_text(encoding="utf-8")))
    return f"| `{folder.as_posix()}/` | {(said or '').splitlines()[0]} |\n"


def models() -> str:
    """Return the list of models with links to their pages."""
    rows = [f"| [`{m.name}`]({m.name}.md) | {m.title} | {m.meaning} |\n" for m in MODELS.values()]
    return f"{MADE}# The models\n\n| name | called | who gets how much |\n|---|---|---|\n{''.join(rows)}"


def sources() -> str:
    """Return the page of the tools whose exports are recognised, and what to know of each."""
    parts = [MADE, RECOGNISED, "\n| tool | file | role | told by |\n|---|---|---|---|\n"]
    for source in SOURCES.values():
        for layout in source.layouts:
            either = f"; and one of {_headers(layout.either)}" if layout.either else ""
            parts.append(
                f"| {source.tool} | {layout.title} | {layout.role} | {_headers(layout.has)}{either} |\n"
            )
    parts.append("\n## What to know of them\n\n")
    for source in SOURCES.values():
        notes = dict.fromkeys(note for layout in source.layouts for note in (*layout.notes, *_small(layout)))
        parts.append(f"- **{source.tool}**: {' '.join(notes)}\n" if notes else "")
    return "".join([*parts, "\n", CHANNELS])


def _small(layout: Layout) -> Iterator[str]:
    if layout.millionths:
        spend = _headers(layout.millionths)
        yield f"{spend} is written in millionths of the currency, and read in the currency."


def _headers(headers: tuple[str, ...]) -> str:
    return ", ".join(f"`{header}`" for header in headers)


def audit() -> str:
    """Return the list of the audit's checks."""
    parts = [MADE, AUDIT]
    for family, checks in FAMILIES.items():
        parts.append(f"\n## {family}\n\n| check | it asks | at worst | makes doubtful | what to do | fix |\n")
        parts.append("|---|---|---|---|---|---|\n")
        for check in checks:
            doubtful = ", ".join(check.questions) or "–"
            fix = ", or ".join(FIX[kind] for kind in check.fixes) or "–"
            parts.append(
                f"| `{check.name}` | {check.asks} | {check.worst} | {doubtful} | {check.advice} | {fix} |\n"
            )
    return "".join(parts)


def commands() -> str:
    """Return the help of every command."""
    parts = [MADE, "# The command line\n\n`python -m segattr COMMAND …`\n"]
    parser = command_line()
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for name, command in groups[0].choices.items():
        parts.append(f"\n## {name}\n\n{command.description}\n\n| option | what it does |\n|---|---|\n")
        for action in command._actions[1:]:
            names = ", ".join(f"`{option}`" for option in action.option_strings) or f"`{action.metavar}`"
            text = (action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%")
            parts.append(f"| {names} | {text or ' or '.join(map(str, action.choices or ()))} |\n")
    return "".join(parts)


PAGES = {
    "tables.md": tables,
    "methods/README.md": models,
    "commands.md": commands,
    "audit.md": audit,
    "sources.md": sources,
    "architecture.md": architecture,
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
