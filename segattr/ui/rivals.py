"""Several files that could play one role: which go together by themselves, and what can be chosen instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations

from segattr.data.continued import Relation, relation
from segattr.ui.upload import Upload

TOGETHER = " + "


@dataclass(frozen=True, eq=False)
class Rivals:
    """Files that could play one role.

    Attributes
    ----------
    files : all of them, the surest first.
    options : key -> the files it stands for, the one taken by itself first.
    relations : what the files that do not go together by themselves are to each other.
    """

    files: tuple[Upload, ...]
    options: Mapping[str, tuple[Upload, ...]]
    relations: tuple[Relation, ...] = field(default=())

    @property
    def first(self) -> tuple[Upload, ...]:
        """The files used as long as nobody chooses."""
        return next(iter(self.options.values()))

    @property
    def settled(self) -> bool:
        """Whether all of them go together, so that nothing is left out."""
        return len(self.first) == len(self.files)


def rivals_of(role: str, files: tuple[Upload, ...]) -> Rivals:
    """Return what can be chosen among files of one role; their order decides what comes first.

    Parameters
    ----------
    role : the role.
    files : at least two, ready to be used.
    """
    relations = {
        (one.id, other.id): relation(role, one.canonical, other.canonical)
        for one, other in combinations(files, 2)
    }
    parties = _parties(files, relations)
    options = {key(party): party for party in parties}
    apart = tuple(found for found in relations.values() if found.kind != "continue")
    if not any(found.kind == "alternatives" for found in apart):
        options.setdefault(key(files), files)
    return Rivals(files, options | {upload.id: (upload,) for upload in files}, apart)


def alternatives(files: tuple[Upload, ...]) -> Rivals:
    """Return files of which only one can be used at a time, the first of them unless somebody chooses."""
    return Rivals(files, {upload.id: (upload,) for upload in files})


def key(files: tuple[Upload, ...]) -> str:
    """Return the key of an option."""
    return TOGETHER.join(upload.id for upload in files)


def _parties(
    files: tuple[Upload, ...], relations: Mapping[tuple[str, str], Relation]
) -> list[tuple[Upload, ...]]:
    """Return the files in groups in which each continues all others."""
    parties: list[tuple[Upload, ...]] = []
    for upload in files:
        for place, party in enumerate(parties):
            if all(relations[member.id, upload.id].kind == "continue" for member in party):
                parties[place] = (*party, upload)
                break
        else:
            parties.append((upload,))
    return parties
