"""For whom a document is wanted."""

from cards import readers
from domain.suppression import Audience
from tests.goldens import golden


def test_each_version_with_what_its_readers_see() -> None:
    golden("readers_choose", readers.choose("Word file", "summary.word", tuple(Audience), trusts="", period=""))
