from hypothesis import given
from hypothesis import strategies as st

from index.catalog.batches import batches


@given(st.lists(st.integers()), st.integers(1, 9))
def test_batches_hold_everything_in_order(items: list[int], size: int) -> None:
    made = list(batches(items, size))
    assert [item for batch in made for item in batch] == items
    assert all(0 < len(batch) <= size for batch in made)
