"""What is said again and again is worked out once, and nobody's own words stay in memory."""

from __future__ import annotations

from datetime import date

from bot.vocabulary import Vocabulary
from bot.words.remembered import may_stay, remembered
from domain.people import Trust, TrustCode

TRUSTS = (Trust(TrustCode("JPUH"), "RGP", "James Paget University Hospitals", ("the Paget",)),)
DAY, NEXT = date(2026, 12, 1), date(2026, 12, 2)


def counted() -> tuple[list[str], object]:
    seen: list[str] = []

    @remembered
    def work(text: str, _vocabulary: Vocabulary, role: str, _own: tuple[str, ...], on: date) -> str:
        """Said as it is."""
        seen.append(text)
        return f"{text} {role} {on}"

    return seen, work


def test_the_same_command_of_the_same_kind_of_reader_on_the_same_day_is_worked_out_once() -> None:
    seen, work = counted()
    words = Vocabulary.of(TRUSTS)
    assert callable(work)
    assert {work("my actions", words, "chair", (), DAY) for _ in range(3)} == {"my actions chair 2026-12-01"}
    assert seen == ["my actions"]


def test_another_role_day_trust_or_group_is_worked_out_by_itself() -> None:
    seen, work = counted()
    words = Vocabulary.of(TRUSTS)
    assert callable(work)
    assert work("my actions", words, "chair", (), DAY) != work("my actions", words, "member", (), DAY)
    assert work("my actions", words, "chair", (), NEXT) == "my actions chair 2026-12-02"
    work("my actions", words, "chair", ("JPUH",), DAY)
    work("my actions", Vocabulary.of(TRUSTS), "chair", (), DAY)
    assert len(seen) == 5


def test_peoples_own_words_names_figures_and_long_messages_do_not_stay() -> None:
    words = Vocabulary.of(TRUSTS)
    assert may_stay("returns", words)
    assert may_stay("Summary", words)
    for said in ("Xanthe had an abruption", "remind Tomasz", "act 26", "my actions " * 5, "PPH 12"):
        assert not may_stay(said, words)
    seen, work = counted()
    assert callable(work)
    for _ in range(2):
        work("remind Tomasz", words, "chair", (), DAY)
    assert seen == ["remind Tomasz"] * 2
