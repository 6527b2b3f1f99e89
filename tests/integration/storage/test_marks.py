"""When something last happened to the store as a whole."""

from datetime import timedelta

from storage import marks
from storage.marks import Mark


def test_a_mark_is_the_last_time(store, clock):
    assert store.run_sync(lambda s: marks.last(s, marks.TICK), group="") is None
    store.run_sync(lambda s: marks.put(s, marks.TICK), group="")
    first = clock.now
    assert store.run_sync(lambda s: marks.last(s, marks.TICK), group="") == Mark(first, "")
    later = clock.now + timedelta(minutes=1)
    store.run_sync(lambda s: marks.put(s, marks.TICK, at=later, words="well"), group="")
    assert store.run_sync(lambda s: marks.last(s, marks.TICK), group="x") == Mark(later, "well")
    assert store.run_sync(lambda s: marks.last(s, marks.BACKUP), group="") is None
