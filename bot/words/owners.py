"""Who is meant: the person to be reminded, the owner of an action, who is away and who covers; as said.

Owns: where a name of a colleague stands. Must not: know who belongs to the group.
"""

from __future__ import annotations

import re

from bot.words.reading import Reading

_I = re.IGNORECASE
_W = r"[^\W\d_][\w'\-]*"
_NAME = rf"{_W}(?: (?!re\b|she|he'?s\b|they|about|for\b|on\b|to\b|who|that|is\b|has|and\b|the\b|with|at\b|until|from|please|pls|in\b|as\b|it\b|off\b|away|covers?|covering|will|next|this|tomorrow|today|by\b|till?\b|again|nicely|now|regarding|would|if\b|when|because|says?|can\b|instead|over\b|while|out\b|her\b|his\b|plz|asap|thanks|ta\b|their|not\b|before|after|are\b|due\b|back\b|late\b|overdue\b|actions?\b|s\b|-){_W}){{0,2}}"
_NOBODY = frozenset(
    """
    the a an all everyone everybody anyone anybody someone somebody them those these people they him her it me us my our we i you your this that who whoever whos trust trusts leads lead owners
    owner late overdue outstanding any each every both whichever which what not no please up with action actions act risk risks ones return returns for about re on to by from in at reminder reminders of
    is are be if when then just also and or but so gently nicely anything everything nothing next last new more less out off back over until till til before after again late who's anyone's there here
    today tomorrow monday tuesday wednesday thursday friday saturday sunday mon tues tue weds wed thurs thu fri sat sun now later asap have has had got do does did can could will would should may might must
    january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec week month year leave holiday group board sqog need needs submission submissions
    how where why whats hows anyones one two three maternity al annual low high red amber green blue team chat channel due still members cover covers covering ill sick time im i'm ive i've we've weve stragglers laggards ours theirs something someone's
    """.split()
)

PATTERNS: dict[str, tuple[str, ...]] = {
    "remind": (
        rf"\b(?:remind(?:er)?|chase|chasing|nudge|prod|ping|poke|hassle|jog|badger|bug|gee|chivvy)(?: up| along| a reminder)?(?: to| with)? (?P<n>{_NAME})",
        rf"\b(?:reminder|nudge|chaser|prod|poke|kick) (?:to|for) (?P<n>{_NAME})",
        rf"\b(?:give|drop|send) (?P<n>{_NAME}) a (?:quick |gentle |little |friendly )?(?:nudge|prod|poke|kick|reminder|chase|shove|chaser)",
        rf"\bfollow up with (?P<n>{_NAME})",
    ),
    "actions": (
        rf"(?P<n>{_NAME})'?s (?:actions?|list|overdue|open|outstanding|red|amber|to do|plate|work|tasks?|jobs|stuff|bits)\b",
        rf"\b(?:owner|owned by|assigned to|allocated to|sitting with|with|belonging to|owner is|against|owner:) (?P<n>{_NAME})",
        rf"\bactions? (?:for|of|on) (?P<n>{_NAME})",
        rf"\b(?:has|does|is|what's|whats|what has|what does) (?P<n>{_W}) (?:got|have|doing|late|overdue|owe)",
    ),
    "new_action": (
        rf"\b(?:owner|owned by|assigned to|assign to|owner is|lead is|lead|led by|allocate to)(?: is|:)? (?P<n>(?:the |both |all )?{_NAME})",
        rf",\s*(?P<n>both [\w]+|all (?:three |3 )?\w+|(?:the )?[\w']+(?: [\w'&]+){{0,2}}) ?(?:,| to own| owner| leading| to lead)\s*(?:to (?:own|lead)|by\b|due\b|before\b|end\b|for\b|next\b|owner|$)",
        rf"\b(?:for|ask|get) (?P<n>(?:the |both )?{_NAME}) to \w",
        rf"(?:^|action ?[:\-] ?|actions? )(?P<n>(?:the |both )?{_NAME}) to \w",
        rf"(?:,| -) ?(?P<n>{_NAME}) to (?:own|lead|do|action)\b",
    ),
    "update_action": (rf"\b(?:to|new owner(?: is|:)?|give it to|give to|over to|owner(?: is)? now|owner to) (?P<n>{_NAME})(?=$|[ ,.!?]*(?:from|please|pls|as|because|for|since|,|\.|$|until|starting|instead|now|with|she|he|they|who))",),
    "away": (
        rf"\b(?:reminders?|nudges|chasers|messages|notifications) (?:for|to) (?P<n>{_NAME})",
        rf"(?:^|[,.;] ?|\bthat |\bnote |\bfyi |\bhi )(?P<n>{_NAME})(?:'s|s| is| will be| are|'ll be) (?:now |currently |also )?(?:away|off|on (?:annual |mat |maternity |sick |study |paternity )?(?:leave|holiday|al\b|secondment|jury)|on a/l|out of|unavailable|not (?:in|around|available|working))",
        rf"(?:^|\bmark |\bset |\bput |\bshow )(?P<n>{_NAME}) (?:as )?(?:away|off|on leave|on al|on holiday|on annual)",
    ),
}
COVER = (
    rf"\b(?P<n>{_NAME}) (?:is |will be |'ll |will |to |can |is going to )?(?:cover(?:s|ing)?|deputis(?:es|ing|e)|stand(?:s|ing)? in|pick(?:s|ing)? up|step(?:s|ping)? in|look(?:s|ing)? after|hold(?:s|ing)? the fort|has got my|hav(?:e|ing) my)\b",
    rf"\b(?:covered by|cover(?: is| will be|:| from| by)?|send (?:them|mine|everything|my reminders) to|redirect(?: \w+){{0,2}} to|reroute(?: \w+){{0,2}} to|divert(?: \w+){{0,2}} to|goes? to|go through|contact|ask|speak to|deputy is|instead to) (?P<n>{_NAME})",
)


_COMPILED = {command: tuple(re.compile(p, _I) for p in patterns) for command, patterns in PATTERNS.items()}
_COVER = tuple(re.compile(p, _I) for p in COVER)


def who(command: str, reading: Reading) -> str:
    """The person meant by this command, as said, or nothing."""
    return _first(_COMPILED.get(command, ()), reading, command)


def cover(reading: Reading) -> str:
    """Who covers."""
    return _first(_COVER, reading, "away")


def _first(patterns: tuple[re.Pattern[str], ...], reading: Reading, command: str) -> str:
    text = reading.said.text
    for pattern in patterns:
        for m in pattern.finditer(text):
            name = m["n"].strip(" ,.'")
            while name.lower().endswith(("'s", " s")):
                name = name[:-2].rstrip()
            parts = name.split()
            whole = parts[0].lower() if parts else ""
            while parts and parts[0].lower() in _NOBODY and not (command == "new_action" and whole in {"both", "all", "the"}):
                parts = parts[1:]
            name = " ".join(parts)
            first = name.lower().split()[0].removesuffix("'s") if name else ""
            if re.search(r"\b(?:trusts|sites|units|hospitals)\b", name, _I):
                continue
            if first in {"both", "all", "the"} and command == "new_action" and not _is_trust(reading, m):
                return name
            if name and first not in _NOBODY and not _is_trust(reading, m):
                return name
    return ""


def _is_trust(reading: Reading, m: re.Match[str]) -> bool:
    """Whether what looks like a name is a trust, a measure or another word of ours."""
    start, end = m.start("n"), m.end("n")
    for hit in (*reading.trusts, *reading.measures, *reading.frameworks):
        first, last = reading.span(hit.start, hit.end)
        if first < end and start < last:
            return True
    return any(reading.text_offset(n.start) < end and start < reading.text_offset(n.end) for n in reading.records)
