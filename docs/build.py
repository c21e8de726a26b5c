"""Writes the reference tables of the docs from the code they describe: ``python docs/build.py``."""

from __future__ import annotations

import argparse
from pathlib import Path

from segattr.__main__ import command_line
from segattr.attribution.registry import MODELS
from segattr.schema import TABLES

HERE = Path(__file__).parent
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


def models() -> str:
    """Return the list of models with links to their pages."""
    rows = [f"| [`{m.name}`]({m.name}.md) | {m.title} | {m.meaning} |\n" for m in MODELS.values()]
    return f"{MADE}# The models\n\n| name | called | who gets how much |\n|---|---|---|\n{''.join(rows)}"


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


PAGES = {"tables.md": tables, "methods/README.md": models, "commands.md": commands}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
