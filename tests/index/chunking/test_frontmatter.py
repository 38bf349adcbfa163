"""The YAML block above an article, each value with its place."""

from index.chunking.frontmatter import find_front_matter


def test_values_stand_where_they_are_said_to_stand() -> None:
    text = '---\ntitle: "The quay"\nauthors: [Ada Lind, Per Alm]\n---\nIt opened.'
    found = find_front_matter(text)
    assert found
    assert text[found.end :].strip() == "It opened."
    assert [value for value, _ in found.values["authors"]] == ["Ada Lind", "Per Alm"]
    for pairs in found.values.values():
        assert all(span.of(text) == value for value, span in pairs)


def test_lines_that_are_no_sound_yaml_are_read_all_the_same() -> None:
    found = find_front_matter("---\ntitle: The quay: a history\ndate: 2019-03-12\n---\n")
    assert found
    assert found.values["title"][0][0] == "The quay: a history"


def test_a_rule_is_no_front_matter() -> None:
    assert find_front_matter("---\nJust words.\n\nMore words.\n") is None
    assert find_front_matter("The quay\n---\ntitle: x\n---\n") is None


def test_a_hostile_block_is_not_parsed_deeply() -> None:
    assert find_front_matter("---\ntitle: " + "[" * 5000 + "\n---\n") is not None
