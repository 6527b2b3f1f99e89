"""Cards of themes: patterns with their records, the grid, one theme, the channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cards import themes as cards
from cards.kit import Card
from cards.themes import Overview
from domain.catalogue import THEMES
from domain.learning_events import Covered, LearningEvent, Stage
from domain.protected import Counts, protect
from domain.theme_notes import SHARED, Source, ThemeNote
from domain.triangulation import RULE, Disagreement, Entry, Quiet, grid, patterns
from tests.cards_check import check, nodes
from tests.goldens import golden
from tests.scene import buttons, titles

TODAY = date(2026, 11, 23)
TRUSTS = ("NNUH", "JPUH", "QEHKL")
ENTRIES = (
    Entry("pph", Source.INCIDENTS, "JPUH", "2026-09", "RET-2026-09-JPUH"),
    Entry("pph", Source.INCIDENTS, "NNUH", "2026-10", "RET-2026-10-NNUH"),
    Entry("triage", Source.COMPLAINTS, "NNUH", "2026-10", "THM-26-001", 3),
    Entry("triage", Source.MNVP, SHARED, "2026-10", "THM-26-002"),
    Entry("triage", Source.CONCERN, "NNUH", "2026-11", "", 2),
)
HELD = LearningEvent("EVT-26-001", "Weighing", ("pph",), date(2026, 10, 5), "JPUH", stage=Stage.HELD)
COVERED = (
    Covered("triage", 6, ("THM-26-001",), None, gap=True, coming=None, absent=()),
    Covered("pph", 3, ("RET-2026-09-JPUH",), HELD, gap=False, coming=None, absent=("QEHKL",)),
)


def told(**changes) -> Overview:
    made = Overview(
        "2026-09",
        "2026-11",
        (*TRUSTS, SHARED),
        grid(ENTRIES),
        patterns(ENTRIES),
        {"pph": ("RSK-26-004",)},
        {"triage": (("RSK-26-003", "NNUH"),)},
        {"pph": ("LRN-26-001", "EVT-26-001")},
        (Disagreement("triage", "NNUH", (Source.MNVP,), ("Seen within 15 minutes in triage",), ("THM-26-002",)),),
        COVERED,
        (Quiet("QEHKL", (("2026-10", "no change"),)),),
        {"2026-09": (3, 3), "2026-10": (2, 3)},
        RULE.words,
        office=True,
        as_at="23 November 2026, 10:40",
        today=TODAY,
    )
    return replace(made, **changes)


def test_the_overview_says_patterns_first_with_what_they_rest_on() -> None:
    card = golden("themes_overview", cards.overview(told()))
    assert card.twin.index("Patterns") < card.twin.index("Theme by trust and source")
    assert "On the register for all trusts: RSK-26-004." in card.twin
    assert titles(card).count("Propose shared risk") == 1, "what is on the register is not proposed again"
    assert "What was not received is missing here, not nought." in card.twin
    assert "Rests on THM-26-001, THM-26-002." in card.twin


def test_the_chair_takes_a_pattern_to_the_board_from_here() -> None:
    card = check(cards.overview(told(chairs=True)))
    assert "Learned so far: LRN-26-001, EVT-26-001." in card.twin
    assert "Nothing was shared or learned about it yet." in card.twin
    assert "No shared risk is on the register yet. There is RSK-26-003 of NNUH." in card.twin
    up = {a["title"]: a["data"]["record"] for a in buttons(card.content) if a["verb"] == "risk.escalate"}
    assert up == {"Take RSK-26-004 to the board": "RSK-26-004", "Take RSK-26-003 to the board": "RSK-26-003"}
    assert "Report to the board" in titles(card)
    bare = cards.overview(told(chairs=True, shared={}, single={}))
    assert not [t for t in titles(bare) if t.startswith("Take")]


def test_a_member_gets_no_button_of_the_offices() -> None:
    card = check(cards.overview(told(office=False)))
    assert not {"Plan learning event", "Deep dive"} & set(titles(card))
    assert titles(card).count("Propose deep dive") == titles(card).count("Ask the others") == 2, "beside each pattern"
    own = check(cards.one("pph", ENTRIES, {}, (), None, told(office=False)))
    assert {"Propose deep dive", "Ask the others"} <= set(titles(own))
    assert not {"Plan learning event", "Deep dive"} & set(titles(own))


def test_nothing_to_say_is_said() -> None:
    empty = told(rows=(), patterns=(), disagreements=(), covered=(), quiet=(), received={})
    card = golden("themes_empty", cards.overview(empty))
    assert "No theme meets the rule" in card.twin
    assert "None has been mentioned so often." in card.twin
    assert "Nothing was tagged" in check(cards.whole(replace(empty, offset=0))).twin


def test_much_is_paged_and_what_is_left_out_is_counted() -> None:
    many = tuple(
        Entry(theme, source, trust, "2026-10", f"RET-2026-10-{trust}{n}")
        for theme in THEMES
        for trust in TRUSTS
        for source in list(Source)[:6]
        for n in range(2)
    )
    covered = tuple(replace(COVERED[0], theme=t) for t in THEMES)
    big = told(rows=grid(many), patterns=patterns(many), shared={}, covered=covered)
    card = check(cards.overview(big))
    assert "More patterns" in titles(card)
    shown = shown_in(card)
    assert f"{len(THEMES) - shown} more themes under All themes." in said(card)
    assert f"and {len(THEMES) - cards.LINES} more" in said(card)
    assert cards.rests_on([f"RET-{n}" for n in range(36)]).endswith("RET-7 and 28 more.")
    one_more = check(cards.overview(replace(big, rows=grid(many)[: shown + 1])))
    assert "1 more theme under" in said(one_more)
    first = check(cards.whole(big))
    assert "More" in titles(first)
    rest = check(cards.whole(replace(big, offset=shown_in(first))))
    assert shown_in(first) + shown_in(rest) <= len(THEMES)
    last = check(cards.whole(replace(big, offset=len(THEMES) - 1)))
    assert "More" not in titles(last)
    mentions = [e for e in many if e.theme == "pph"] * 3
    long = {e.record: ThemeNote(e.record, ("pph",), e.source, e.trust, e.month, text="\u20ac" * 600) for e in mentions}
    one = check(cards.one("pph", mentions, long, ("x" * 150,) * 16, None, big))
    assert "more\nWhat is done about it" in said(one)


def said(card: Card) -> str:
    """Everything a card says, beyond what the twin has room for."""
    texts = [str(node["text"]) for node in nodes(card.content) if node["type"] == "TextBlock"]
    return "\n".join(texts).replace("\\", "")


def shown_in(card: Card) -> int:
    """Rows of the card's table without its header."""
    table = next(n for n in nodes(card.content) if n["type"] == "Table")
    return len(table["rows"]) - 1


def test_forty_trusts_are_lines_and_fit() -> None:
    trusts = tuple(f"TRUST{n}" for n in range(40))
    both = (Source.AUDIT, Source.MNVP)
    many = tuple(Entry(t, s, c, "2026-10", f"R-{c}") for t in THEMES for c in trusts for s in both)
    wide = told(
        columns=trusts,
        rows=grid(many),
        patterns=patterns(many),
        shared={},
        quiet=tuple(Quiet(t, (("2026-10", "no change"),) * 3) for t in trusts),
        disagreements=tuple(Disagreement(t, "TRUST1", tuple(Source), ("A measure",) * 9, trusts) for t in THEMES),
        covered=tuple(replace(COVERED[1], theme=t, absent=trusts) for t in THEMES),
    )
    assert "TRUST0 women and families (MNVP) 1, audit 1; TRUST1" in said(check(cards.overview(wide)))
    check(cards.whole(wide))
    cells = {(t, c): n % 9 for n, (t, c) in enumerate((t, c) for t in THEMES for c in trusts)}
    public = check(
        cards.public(protect(Counts(tuple(THEMES), trusts, cells)), tuple(THEMES), "2026-07", "2026-09", "x")
    )
    assert "more themes" in said(public)


def test_a_line_says_where_there_is_a_number_and_that_elsewhere_is_none() -> None:
    trusts = tuple(f"TRUST{n}" for n in range(40))

    def line(cells: dict[tuple[str, str], int]) -> str:
        table = protect(Counts(("pph",), trusts, cells))
        return check(cards.public(table, (), "2026-07", "2026-09", "now")).twin

    assert "- Postpartum haemorrhage: TRUST3 12; elsewhere 0; together 12" in line({("pph", "TRUST3"): 12})
    assert "elsewhere" not in line({("pph", t): 12 for t in trusts})
    assert "- Postpartum haemorrhage: none" in line({})


def test_one_theme_tells_what_was_said_and_what_is_done() -> None:
    notes = {
        "THM-26-001": ThemeNote(
            "THM-26-001", ("triage",), Source.COMPLAINTS, "NNUH", "2026-10", 3, text="No call back"
        ),
        "THM-26-002": ThemeNote(
            "THM-26-002", ("triage",), Source.PMRT, "ALL", "2026-10", grade="C", about="SIG-26-001"
        ),
    }
    own = [e for e in ENTRIES if e.theme == "triage"]
    card = golden("themes_one", cards.one("triage", own, notes, ("RSK-26-002 Phone line (NNUH)",), COVERED[0], told()))
    assert "- October 2026, NNUH: complaints, 3 times (THM-26-001)\nNo call back" in card.twin
    assert "All trusts: women and families (MNVP), grade C: issues that may have made a difference" in card.twin
    assert "- November 2026, NNUH: concerns, 2 times" in card.twin
    assert "Triage and telephone advice: no learning event yet." in card.twin
    bare = check(cards.one("sepsis", [], {}, (), None, told(office=False)))
    assert "Nothing in these months." in bare.twin
    assert "Plan learning event" not in titles(bare)


def test_the_channel_sees_words_for_small_numbers_and_no_button() -> None:
    counts = Counts(
        ("pph", "triage"), TRUSTS, {("pph", "NNUH"): 12, ("pph", "JPUH"): 2, ("pph", "QEHKL"): 7, ("triage", "NNUH"): 9}
    )
    card = golden("themes_public", cards.public(protect(counts), ("pph",), "2026-07", "2026-09", "23 November 2026"))
    assert "Postpartum haemorrhage | NNUH 12; JPUH fewer than 5; QEHKL not shown; together 21" in card.twin
    assert titles(card) == []
    golden("themes_public_none", cards.none_public())
    empty = check(cards.public(protect(Counts((), TRUSTS, {})), (), "2026-07", "2026-09", "now"))
    assert "No theme was seen in more than one trust." in empty.twin
    assert "Nothing was tagged" in empty.twin


def test_what_rests_on_concerns_alone_says_so() -> None:
    assert cards.rests_on(()) == "Rests on concerns, of which only the number is shown."
