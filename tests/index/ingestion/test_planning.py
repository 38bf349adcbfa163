"""What is to be done with each file: a pure function of what is there and what is known."""

from pathlib import Path

from index.catalog.sources import READERS, Key, KnownSource
from index.ingestion.planning import FoundFile, Plan, make_plan


def found(name: str, sha256: str | None, root: str = "/a") -> FoundFile:
    return FoundFile(root, name, Path(root) / name, sha256)


def known(sha256: str | None, readers: str = READERS, **failures: str) -> KnownSource:
    return KnownSource(sha256, readers, failures)


def planned(files: list[FoundFile], before: dict[Key, KnownSource], standing: set[Key] | None = None) -> Plan:
    return make_plan(files, before, {"/a"}, lambda key: key in (standing or set()))


def names(files: list[FoundFile]) -> list[str]:
    return [file.name for file in files]


def test_each_file_is_new_changed_unchanged_or_removed() -> None:
    before = {("/a", "same"): known("1"), ("/a", "other"): known("2"), ("/a", "gone"): known("3")}
    plan = planned([found("same", "1"), found("other", "2b"), found("fresh", "4")], before)
    assert (names(plan.unchanged), names(plan.changed), names(plan.new)) == (["same"], ["other"], ["fresh"])
    assert plan.removed == [("/a", "gone")]
    assert names(plan.to_read) == ["fresh", "other"]


def test_the_same_bytes_under_another_name_are_a_move_or_a_copy_and_are_not_read() -> None:
    plan = planned([found("new name", "1")], {("/a", "old name"): known("1")})
    assert {old: file.name for old, file in plan.moved.items()} == {("/a", "old name"): "new name"}
    assert (plan.to_read, plan.removed) == ([], [])
    plan = planned([found("first", "1"), found("second", "1")], {("/a", "first"): known("1")})
    assert (names(plan.copied), plan.to_read) == (["second"], [])


def test_two_new_files_with_the_same_bytes_are_read_once() -> None:
    plan = planned([found("first", "1"), found("second", "1")], {})
    assert (names(plan.new), names(plan.copied)) == (["first"], ["second"])


def test_what_other_readers_read_is_read_again() -> None:
    plan = planned([found("a", "1")], {("/a", "a"): known("1", "0")})
    assert names(plan.changed) == ["a"]


def test_what_could_not_be_read_is_told_again_and_not_tried_again() -> None:
    plan = planned([found("a", "1")], {("/a", "a"): KnownSource("1", READERS, {"": "it is damaged"})})
    assert ([each.reason for each in plan.failed], plan.to_read, plan.unchanged) == (["it is damaged"], [], [])


def test_another_file_of_the_same_name_in_another_folder_is_refused() -> None:
    plan = planned([found("a", "1")], {("/b", "a"): known("2")}, {("/b", "a")})
    assert list(plan.refused) == [found("a", "1")]
    assert "from /b" in next(iter(plan.refused.values()))
