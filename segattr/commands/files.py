"""The files a command is given: how they are named, and how they are loaded."""

from __future__ import annotations

import argparse
from pathlib import Path

from segattr.data.dataset import Dataset
from segattr.data.load import load
from segattr.errors import BadSetting, UnsuitableData
from segattr.project.remembered import Remembered
from segattr.schema import TABLES as ROLES


def add_files(command: argparse.ArgumentParser) -> None:
    """Let a command take a file per table."""
    for role, table in ROLES.items():
        command.add_argument(f"--{role}", type=Path, metavar="FILE", help=f"one row per {table.row}")
    command.add_argument(
        "--map", action="append", default=[], metavar="ROLE.FIELD=COLUMN", help="set one column"
    )
    command.add_argument(
        "--date-order", choices=("day first", "month first"), help="where a file leaves it open"
    )
    command.add_argument(
        "--hash-personal",
        nargs="?",
        const=True,
        default=False,
        metavar="SALT",
        help="put hashes in place of e-mails and phone numbers; with a SALT they are the same next time",
    )


def load_files(chosen: argparse.Namespace, settled: Remembered | None = None) -> Dataset:
    """Return the Dataset of the files named.

    Parameters
    ----------
    settled : of a saved project; what the command says wins over it, field by field.

    Raises
    ------
    UnsuitableData : no file was named. BadSetting : a mapping that is none.
    """
    files, said = files_named(chosen), mapping_said(chosen)
    settled = settled or Remembered()
    roles = {role for role in (*said, *settled.mapping) if role in said or role in files}
    return load(
        **files,
        mapping={role: {**settled.mapping.get(role, {}), **said.get(role, {})} for role in roles},
        date_order=chosen.date_order or {r: o for r, o in settled.date_order.items() if r in files} or None,
        hash_personal=chosen.hash_personal or settled.salt or False,
    )


def files_named(chosen: argparse.Namespace) -> dict[str, Path]:
    """Return role -> file of the tables a command was given.

    Raises
    ------
    UnsuitableData : no file was named.
    """
    files = {role: path for role in ROLES if (path := getattr(chosen, role)) is not None}
    if not files:
        raise UnsuitableData(f"No file was named. Name one with --{' or --'.join(ROLES)}.")
    return files


def mapping_said(chosen: argparse.Namespace) -> dict[str, dict[str, str | None]]:
    """Return role -> field -> column as the command was told; an empty column leaves the field out.

    Raises
    ------
    BadSetting : a mapping that is none.
    """
    mapping: dict[str, dict[str, str | None]] = {}
    for pair in chosen.map:
        field, equals, column = pair.partition("=")
        role, dot, canonical = field.partition(".")
        if not (equals and dot and role and canonical):
            raise BadSetting(
                f"--map takes ROLE.field=column, such as touchpoints.channel=Medium; found {pair!r}."
            )
        mapping.setdefault(role, {})[canonical] = column or None
    return mapping
