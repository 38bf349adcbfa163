"""What has to be done to bring a library in step with files: a pure function of what is there and what is known."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.catalog.sources import READERS, Key, KnownSource, folder_here
from index.records import Failure, member_name


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that stands under the paths that were named."""

    root: str
    name: str
    """Its path below the root, with `/`."""
    path: Path
    sha256: str | None
    """Hash of its bytes; nothing when it can't be opened, which reading it will explain."""
    size: int = 0
    """Bytes."""

    @property
    def key(self) -> Key:
        """The file as the catalog knows it."""
        return self.root, self.name


@dataclass(slots=True)
class Plan:
    """What is to be done with each file."""

    new: list[FoundFile] = field(default_factory=list)
    changed: list[FoundFile] = field(default_factory=list)
    unchanged: list[FoundFile] = field(default_factory=list)
    moved: dict[Key, FoundFile] = field(default_factory=dict)
    """Files that have another name or folder now, by what they were; some of them are `changed` besides."""
    copied: list[FoundFile] = field(default_factory=list)
    """Files with the bytes of another one: their articles are in the library, or will be when that one is read."""
    removed: list[Key] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    """What could not be read before and has not changed since: it is told again, not tried again."""
    refused: dict[FoundFile, str] = field(default_factory=dict)
    """Files that can't join the library, and why: another of the same name stands in another folder."""
    skipped: list[str] = field(default_factory=list)
    """Files of a kind that isn't read."""
    known: Mapping[Key, KnownSource] = field(default_factory=dict)
    """What the catalog knew of files when this was made."""

    @property
    def to_read(self) -> list[FoundFile]:
        """The files that have to be read."""
        return [*self.new, *self.changed]


def make_plan(
    found: Sequence[FoundFile],
    known: Mapping[Key, KnownSource],
    folders: Collection[str],
    exists: Callable[[Key], bool],
) -> Plan:
    """Compare the files that are there with what is known of them.

    Args:
        found: the files under the paths that were named, no name twice.
        known: what the catalog knows.
        folders: the folders among those paths: what is known of them and no more there is to be removed.
        exists: tells whether a file that is known, but not among `found`, is still where it was.
    """
    present = {file.key for file in found}
    here = _Known(known, lambda key: key in present or exists(key))
    plan = Plan(known=known)
    awaited: set[str] = set()
    for file in found:
        before = known.get(file.key)
        if before and before.sha256 == file.sha256 and file.sha256 and before.readers == READERS:
            _settle(plan, file, before)
        elif rival := here.rival(file):
            plan.refused[file] = f"{file.path}: the library has another file of that name, from {rival[0]}."
        elif before and before.sha256:
            plan.changed.append(file)
            awaited.add(file.sha256 or "")
        elif file.sha256 and (twin := here.twin(file)):
            if twin in plan.moved or here.stands(twin):
                plan.copied.append(file)
            else:
                plan.moved[twin] = file
        elif file.sha256 in awaited:
            plan.copied.append(file)
        else:
            _plan_unknown(plan, file, here)
            awaited.add(file.sha256 or "")
    left = {key[0] for key in plan.moved}
    plan.removed = sorted(
        key
        for key in known
        if key not in present
        and key not in plan.moved
        and (key[0] in folders or (key[0] in left and folder_here(key[0]) is not None and not here.stands(key)))
    )
    return plan


def _settle(plan: Plan, file: FoundFile, before: KnownSource) -> None:
    """Leave a file alone that is as it was, also one that could not be read."""
    plan.failed += [Failure(member_name(file.name, member), reason) for member, reason in before.failures.items()]
    if "" not in before.failures:
        plan.unchanged.append(file)


def _plan_unknown(plan: Plan, file: FoundFile, here: "_Known") -> None:
    """Read a file that isn't known, or one of a collection that has moved and changed on the way."""
    old = here.other_root(file)
    if old is None or old in plan.moved:
        plan.new.append(file)
    else:
        plan.moved[old] = file
        plan.changed.append(file)


class _Known:
    """Answers what is asked of the known files, each in one step."""

    def __init__(self, known: Mapping[Key, KnownSource], stands: Callable[[Key], bool]) -> None:
        self._known = known
        self.stands = stands
        self._by_hash: dict[str, list[Key]] = defaultdict(list)
        self._by_name: dict[str, list[Key]] = defaultdict(list)
        for key, source in sorted(known.items(), key=lambda item: item[0]):
            self._by_name[key[1]].append(key)
            if source.sha256 and source.readers == READERS and "" not in source.failures:
                self._by_hash[source.sha256].append(key)

    def rival(self, file: FoundFile) -> Key | None:
        """Return a file of the same name in another folder, with another content."""
        return next(
            (
                key
                for key in self._by_name.get(file.name, ())
                if key[0] != file.root and self._known[key].sha256 != file.sha256 and self.stands(key)
            ),
            None,
        )

    def twin(self, file: FoundFile) -> Key | None:
        """Return a known file with the same bytes: one that is gone before one that stands, its namesake first."""
        keys = self._by_hash.get(file.sha256 or "", [])
        return min(keys, key=lambda key: (self.stands(key), key[1] != file.name), default=None)

    def other_root(self, file: FoundFile) -> Key | None:
        """Return the file of the same name in a folder where it no longer stands."""
        return next((key for key in self._by_name.get(file.name, ()) if not self.stands(key)), None)
