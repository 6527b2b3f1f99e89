"""A name in a group file that nobody reads is named, with what was probably meant."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from domain.group import read_group
from domain.group_strangers import Watched, strangers

PLAYGROUND = Path(__file__).parents[3] / "playground"

MISSPELLED = """
name = "before any table"

[group]
nmae = "Oversight"
short = "SQOG"
lmns = "Somewhere"
on_time_days = 3

[[trust]]
code = "A"

[[trusts]]
code = "A"
name = "A"
alias = ["x"]

[[trusts]]
code = "B"
name = "B"
valid_form = 2026-01-01

[[people]]
object_id = "1"
name = "x"
role = ["chair"]

[reminder]
per_day = 1

[reminders]
window_form = 09:00:00

[[reminders.return]]
rung = "open"

[[reminders.returns]]
rung = "open"
days = -5

[[reminders.returns]]
rung = "nudge"
dayz = -2

[calendar]
post_at_once = false
zebra = 3

[risks]
Apetite = "open"

[risks.tolerences]
open = 3

[[risks.bands]]
name = "all"
colour = "green"
from = 1
to = 25
review_month = 3

[quorum]
trust = "each"

[measures]
inuse = []
"""


def test_every_misspelled_name_at_every_depth():
    assert strangers(tomllib.loads(MISSPELLED)) == (
        "[group]: nmae is not known; did you mean name?",
        "[group]: on_time_days is not known here; it belongs under [actions]",
        "[[trusts]] number 1: alias is not known; did you mean aliases?",
        "[[trusts]] number 2: valid_form is not known; did you mean valid_from?",
        "[[people]] number 1: role is not known; did you mean roles?",
        "[reminders]: window_form is not known; did you mean window_from?",
        "[reminders]: return is not known; did you mean returns?",
        "[[reminders.returns]] number 2: dayz is not known; did you mean days?",
        "[calendar]: post_at_once is not known here; it belongs under [summary]",
        "[calendar]: zebra is not known",
        "[risks]: Apetite is not known; did you mean appetite?",
        "[risks]: tolerences is not known; did you mean tolerance?",
        "[[risks.bands]] number 1: review_month is not known; did you mean review_months?",
        "[quorum]: trust is not known; did you mean trusts?",
        "[measures]: inuse is not known; did you mean in_use?",
        "name (before any table) is not known",
        "[[trust]] is not known; did you mean [[trusts]]?",
        "[reminder] is not known; did you mean [reminders]?",
    )


def test_a_list_without_tables_in_it_is_looked_at_as_it_is():
    assert strangers({"group": {"short": "X"}, "trusts": ["A"], "people": "nobody"}) == ()


@pytest.mark.parametrize("name", ["group.toml", "other-lmns.toml"])
def test_the_shipped_groups_have_nothing_that_is_not_read(name):
    assert strangers(tomllib.loads((PLAYGROUND / name).read_text(encoding="utf-8"))) == ()


def test_every_line_that_the_sample_shows_commented_out_is_read_when_it_is_used():
    """What a reader takes the # away from works as it is."""
    text = (PLAYGROUND / "group.toml").read_text(encoding="utf-8")
    used = [_used(line) for line in text.splitlines()]
    tables = tomllib.loads("\n".join(used))
    assert strangers(tables) == ()
    group, _ = read_group(tables)
    assert (group.summary.weekly, group.quorum.office, group.themes[0].key) == ("monday", 1, "home_birth")
    assert group.retention.hold.startswith("Statutory inquiry")


def test_a_watched_table_is_a_table():
    seen = Watched({"a": {"b": 1}, "c": 2})
    assert (len(seen), sorted(seen), seen.get("c"), "d" in seen) == (2, ["a", "c"], 2, False)
    assert seen.asked == {"c", "d"}


def _used(line: str) -> str:
    bare = line.removeprefix("# ")
    return bare if bare != line and (bare.startswith("[") or " = " in bare) and not bare.endswith(".") else line
