"""Who may do what, by the contract: written by hand, and never read from the program.

A line is a command or a button's verb, and who may:

    all      everyone on the list            group    everyone but observers
    chairs   chair and deputy                office   chairs and the coordinator
    lead     any trust's lead                own      the lead of the record's trust
    owner    who owns the record             raiser   who wrote it
    nobody   not even those who see it

`~` before the name: those who are named may, and what they get depends on more (a form's choice, what is there to
act on); the others may not in any case. `!` before the name: the record is hidden from the others, so a forbidden
one looks like one that is not there. `verb/state`: who may while a record is in that state, where that differs.

A new command or verb without a line fails `tests/integration/whole/test_authority.py`: say here who may, from the
contract (conversation.md, "People" and "Commands"), not from the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

COMMANDS = """
help whoami explain greeting undo                               all
my_actions update_action away back snooze why                   all
concern share_learning summary                                  all
submit correct_return                                           lead
returns actions action risks risk review_risk escalate_risk     group
new_action new_risk what_changed history                        group
measures measure themes frameworks evidence add_evidence        group
hand_over                                                       group
absences                                                        office lead
incident_meeting equity register_health risk_matrix ideas        group
escalation_rules                                                office
signal                                                          chairs lead
review_return post_summary report                               chairs
pack open_round close_round import export remind rehearse       office
decision policy learning_event                                  office
members add_member trusts calendar settings                     office
"""

VERBS = """
action.mine                                                     all
!action.open                                                    group
action.list action.late action.on_time action.ages action.new action.draft action.edit action.save   group
action.update_open action.update action.time_open action.time action.quick   chairs own owner
~action.evidence                                                chairs own owner
action.decide_open action.decide action.assure_open action.assure            chairs
action.stop_open action.stop action.reopen_open action.reopen   chairs
action.hand_over_open action.hand_over                          office own
action.ties_open action.ties action.equity_open action.equity   office own owner
~action.hand_over_all_open ~action.hand_over_all                group
~action.acknowledge                                             all
~away.save ~away.end                                            all
away.cancel                                                     all
calendar.open calendar.save settings.open settings.save         office
choices.list choices.open choices.save                          office
retention.list retention.hold retention.release                 office
~retention.keep ~retention.free ~retention.class ~retention.delete           office
trust.open trust.new trust.save                                 office
member.list member.open member.new                              office
~member.add ~member.change                                      office
concern.read_back concern.send concern.send_anonymously concern.drop         all
~concern.list                                                   chairs lead
!concern.open !concern.acknowledge !concern.look !concern.theme chairs own
!concern.save_look !concern.save_theme                          chairs own
!concern.close !concern.save_close                              chairs
decision.new decision.list decision.edit decision.save decision.aside decision.save_aside   office
decision.open                                                   group
~attendance.open ~attendance.save ~attendance.stand_in          office
~delivery.there ~delivery.again delivery.health                 office
~evidence.list ~evidence.missing ~evidence.new ~evidence.on_actions evidence.open ~evidence.save   group
~evidence.edit ~evidence.reviewed ~evidence.withdraw ~evidence.save_withdraw           office own owner raiser
~evidence.starter                                               office
history.more ~history.stood                                     group
import.check import.keep                                        office
~import.keep_file ~import.keep_log ~import.log_columns ~import.log_read      office
~job.look ~job.again                                            all
~table.read ~table.columns ~table.keep ~pack.version            office
summary.files ~summary.word ~past.papers ~past.register ~calendar.file                      group
data.mine                                                       all
~data.theirs                                                    office
report.anew                                                     chairs
~report.show ~report.lines ~report.line ~report.new_line ~report.files       chairs
~report.save_line ~report.drop ~report.word                     chairs
~report.approve ~report.next ~report.ask_post ~report.post      chairs
measure.board measure.show measure.choose measure.data measure.explain  group
measure.rebase_open ~measure.rebase ~measure.rebase_undo        office
~reminder.show ~reminder.snooze                                 all
~reminder.later ~reminder.no_change ~reminder.on_track ~reminder.delivered   all
~remind.send ~remind.cancel                                     office
rehearsal.page rehearsal.file                                   office
!~return.open !~return.read !~return.step !~return.later !~return.save !~return.submit     own
return.review_open return.review                                chairs
~round.again                                                    office
risk.list risk.health risk.heat risk.new risk.open              group
~risk.save                                                      group
risk.review risk.save_review risk.details risk.save_details risk.close risk.save_close   chairs own owner
risk.escalate ~risk.save_escalation risk.ask_others             chairs own owner
risk.escalate/at_board                                          group
risk.accept risk.save_accept ~risk.share                        chairs
~trigger.list                                                   office
~risk.merge ~risk.merge_draft ~risk.merge_save                  chairs
~risk.board_answer ~risk.save_board_answer                      office
~escalation.ask_post ~escalation.post                           chairs
~escalation.word                                                group
~risk.answer                                                    lead
signal.new ~signal.draft ~signal.edit ~signal.save ~signal.correct           chairs lead
~signal.list                                                    office lead
!signal.open                                                    office own
!~signal.outcome !~signal.save_outcome                           chairs own
!~signal.close !~signal.save_close                              chairs
!~signal.withdraw !~signal.save_withdraw                        chairs own
~summary.post                                                   chairs
~published.acknowledge ~report.read                             all
published.readers                                               office
~policy.new ~policy.list ~policy.edit ~policy.save ~policy.close ~policy.save_close                    office
policy.open                                                     group
~policy.impact ~policy.save_impact                              office own
~theme.list ~theme.table ~theme.open ~theme.risk                group
~theme.add ~theme.draft ~theme.edit ~theme.save                 group
~theme.withdraw ~theme.take_out                                 office own raiser
taxonomy.list                                                   group
taxonomy.new ~taxonomy.edit ~taxonomy.save                      office
~equity.show ~equity.open                                       group
~equity.outside                                                 office
~equity.choose ~equity.form                                     office lead
~equity.save ~equity.withdraw ~equity.take_out                  office own
~meeting.show                                                   group
idea.list ~idea.new ~idea.save idea.open                        group
~idea.try ~idea.judge                                           office own raiser
dive.propose learning.ask                                       group
~dive.new ~dive.save ~dive.open ~dive.end                       office
~learning.draft ~learning.edit ~learning.send                   all
!learning.open !~learning.answer !~learning.save_answer         chairs raiser
learning.open/shared learning.open/asked                        group raiser
!~learning.answer/shared !~learning.save_answer/shared          nobody
learning.answer/asked learning.save_answer/asked                group
!~learning.mend                                                 raiser
!~learning.take_back !~learning.withdraw                        chairs raiser
!~learning.take_up                                              nobody
~learning.take_up/shared                                        own
~learning.share ~learning.ask_back ~learning.send_back          chairs
learning.list learning.search                                   group
~framework.choose ~framework.open ~framework.requirement ~framework.gaps ~framework.sign_off           group
~framework.judge ~framework.save                                office lead
~event.new ~event.save ~event.record ~event.hold ~event.move ~event.save_move ~event.cancel            office
~event.save_cancel                                              office
event.open event.list                                           group
~event.follow_up ~event.answer                                  office lead
"""


@dataclass(frozen=True)
class Line:
    """Who may, and how sure we are of what they get."""

    may: frozenset[str]
    loose: bool = False
    hidden: bool = False


def read(table: str) -> dict[str, Line]:
    """The table as data; a name that stands twice is a fault of the table."""
    found: dict[str, Line] = {}
    for row in table.strip().splitlines():
        words = row.split()
        who = frozenset(w for w in words if w in WHO)
        for word in (w for w in words if w not in WHO):
            name = word.lstrip("~!")
            assert name not in found, f"{name} stands twice"
            marks = word[: len(word) - len(name)]
            found[name] = Line(who, "~" in marks, "!" in marks)
    return found


WHO = frozenset({"all", "group", "chairs", "office", "lead", "own", "owner", "raiser", "nobody"})
CHAIRS, OFFICE = frozenset({"chair", "deputy"}), frozenset({"chair", "deputy", "coordinator"})


def of(lines: Mapping[str, Line], verb: str, state: str) -> Line:
    """The line of a verb, or the one that it has for this state of its record."""
    return lines.get(f"{verb}/{state}", lines[verb])


STATES: Mapping[str, tuple[str, ...]] = {
    "evidence.save_withdraw": ("current",),
    "policy.save_impact": ("open",),
    "policy.save_close": ("open",),
    "theme.take_out": ("",),
    "learning.share": ("waiting",),
    "learning.send_back": ("waiting",),
    "learning.withdraw": ("waiting", "sent_back", "shared", "asked"),
    "learning.take_up": ("shared",),
    "learning.save_answer": ("asked",),
    "event.hold": ("planned",),
    "event.save_move": ("planned", "to come"),
    "event.save_cancel": ("planned", "to come"),
    "event.answer": ("held", "followed_up"),
    "idea.try": ("idea", "adapted"),
    "idea.judge": ("testing",),
    "dive.end": ("planned",),
    "equity.take_out": ("",),
    "signal.save_outcome": ("logged", "checked"),
    "signal.save_close": ("checked",),
    "signal.save_withdraw": ("logged",),
    "measure.rebase_undo": ("",),
}
"""Writes of the shared view, and the states of a record in which they are possible; in the others nobody's press
keeps anything. Written from the issue and domain guide 4, 5 and 10."""


def may(line: Line, actor: str, *, trust: str, owned: bool, wrote: bool = False) -> bool:
    """Whether this actor of the world may, by the table. `own` leads JPUH, `other` leads QEHKL."""
    leads = {"own": "JPUH", "other": "QEHKL"}.get(actor, "")
    is_so = {
        "all": True,
        "group": actor != "observer",
        "chairs": actor in CHAIRS,
        "office": actor in OFFICE,
        "lead": bool(leads),
        "own": bool(leads) and trust in {leads, "", "ALL"},
        "owner": owned,
        "raiser": wrote,
    }
    return any(is_so.get(word, False) for word in line.may)
