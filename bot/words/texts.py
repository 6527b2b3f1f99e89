"""Stretches of the message as said: what is to be done, why, by whom, who covers.

Owns: where such a stretch begins and ends, as data and a few cuts. Must not: reword anything.
"""

from __future__ import annotations

import re

from bot.words.reading import Reading

_WITH = re.IGNORECASE

STARTS: dict[str, tuple[str, ...]] = {
    "new_action": (
        r"\bactions?(?: please| pls)?(?: for (?:us|me|the group))? ?[:>\-] ?",
        r"\bas an action\b[:,\- ]*",
        r"\baction (?=for [\w&' ]{2,30} to )",
        r"\baction (?:to |that |on |about |around |re )",
        r"\baction,? (?!for |log|plan|please|pls)",
        r"\b(?:task|todo|to do) ?[:\-]? (?:to )?",
        r"\baction (?:for [^,:]{2,40}[,:] ?)",
        r"^(?:please |can you |could you |pls )*(?=ask |get )",
        r"^",
    ),
    "new_risk": (
        r"\brisks?(?: please| pls)?(?: for (?:us|the group))?(?: (?:on|to|in|onto) the (?:risk )?register)? ?[:>\-]+ ?",
        r"\b(?:add|put|log|raise|stick|pop|get) (?=.{3,120}\b(?:on|to|onto|in|as) (?:the |a |our )?(?:new )?(?:risk|register))",
        r"\brisks? (?!register)(?:that|about|around|re|of|on|regarding|with|due to|because of|to do with|for|,)? ?",
        r"^(?:we are |we're |were )",
        r"^",
    ),
    "review_risk": (
        r"\b(?:to|at|as|now|from)(?: be)? (?:an? )?\d{1,2}(?: ?x ?\d)?\b(?: now| please| pls)*[ ,:;.\-]*(?:as|because|cos|since|now that|now|given|given that)?\b ?",
        r"\b(?:no change|unchanged|reviewed)\b[ ,:;.\-]+(?:as|because|since)? ?",
        r"\b(?:because|cos|since|as we|now that)\b ?",
        r" - ",
    ),
    "review_return": (r"\b(?:assured|assurance|reviewed)\b[ ,:;.]*(?:- | because | since | but |: )", r" - ", r"\b(?:because|cos|reason(?: is|:)?) "),
    "escalate_risk": (r"(?:board|icb|region|committee|pls|please)(?: pls| please)?(?:,| -|:| because| as| since|;)+ ?", r"\b(?:because|cos|since|as it|reason:?) ", r"[,;:] ", r" - "),
    "update_action": (
        r"\b(?:done|delivered|complete|completed|finished|closed|green|amber|red|blue|track|risk|date|time|again|change|progress|slipping|slipped|stuck|delayed|update|fortnight|weeks?|months?)\b ?(?:please|pls)?(?:,| -|:|;|\.| because| as| cos| since| due to)+ ?",
        r"\b(?:because|cos|due to|held up by) ?",
        r"(?=\bwaiting (?:for|on)\b)",
        r" - ",
        r"[,:;] ",
        r"^(?:please |can you |pls )*(?:update|progress(?: on)?|note on)?[\w \-]{0,20}\d ?(?:,|:| - | -|-) ?",
    ),
    "correct_return": (r"\b(?:because|cos|reason(?: is|:)?|as we|due to) ?",),
    "concern": (
        r"\b(?:put|give|use|leave|say)[\w ]{0,30}\bname[\w ]{0,20}?\b(?:but|,|-|:) ?",
        r"\b(?:concern|anonymous(?:ly)?|anon|confidential(?:ly)?|in confidence|off the record|concerns|privately)\b ?(?:please|pls)?(?::|-|,|;)+ ?(?:but )?",
        r"\bconcern(?:s|ed)? (?:about|that|re|around|regarding|over|with|on) ",
        r"\b(?:anonymous|anonymously|confidentially|privately|in confidence)\b(?: concern)? (?:about|that|re|but|around|regarding) ",
        r"\b(?:worried|worry|concerned|uneasy|uncomfortable|anxious|scared)(?: sick)? (?:about|that|re|by|with|over) ",
        r"\b(?:but|:|-) (?=\w)",
        r"^(?:i am |i'm |im )?(?:really |very )?(?:worried|concerned) (?:about |that )?",
        r"^",
    ),
    "share_learning": (
        r"\b(?:learning|practice|out|news|catch|excellence|share|once|celebrate|lesson|lessons|success|win|learned|point|positive|something)\b[\w ]{0,20}? ?(?::|-|–)+ ?",
        r"\b(?:learning|good practice|best practice|shout ?out|lesson|lessons learned|good catch|good news|success story|celebrate|kudos|well done|credit|thanks|success) (?:to share )?(?:about|on|from|for|re|around|to|with|that) ",
        r"^",
    ),
    "policy": (r"\b(?:policy|guidance|circular|policy change|regulation)(?: to log| update| log| change)? ?(?::| -) ?", r"^(?:please |can you |could you |pls )?(?:log|record|add|note|register)(?: that| the| a| this)? ?", r"^"),
    "decision": (
        r"\b(?:agreed|decided|resolved|approved|agree)\b(?: today| at sqog| by the group)? (?:to |that |on )?",
        r"\bdecision(?: made| today| from today| log)? ?(?::| -| was| is| that| to)+ ?(?:to )?",
        r"\bminute (?:this|that|it)?(?: please| pls)? ?(?::|-|,|that)* ?",
        r"\bfor the minutes ?[:\-,] ?",
        r"\b(?:log|record) (?:a |the |this |that )?(?:as a )?decision ?(?::|-|that|to)* ?",
    ),
    "add_evidence": (
        r"\bevidence\b[\w &:>]{0,40}? ?(?::| -|–|-) ?",
        r"\b(?:log|file|save|add|put|use|upload|attach|record|register|submit|link)\w{0,3} (?:this |that |the |our |a )?(?=[\w\-' ]{4,80}? (?:as|to|in|under|for) (?:the |our )?(?:evidence|proof|sa ?\d|cnst|mis|sbl|register))",
        r"\bevidence (?:for|of|that) ",
    ),
    "remind": (r"\b(?:re|about|regarding|on|for|that|to) (?:the |their |his |her |that |our )?",),
    "signal": (),
    "settings": (r"^",),
}
"""Where the stretch of a command begins; the first that fits, in order. Tried on the text as typed."""

ENDS = (
    r"[,.;]? ?(?:happy for|feel free|others (?:can|might|could)|please share|worth sharing|hope (?:that|this) helps).*$",
    r"[,.;]? (?:would you|if you (?:can|could|would)|when you(?:'ve| have)? (?:got|get|have).*|asap|thank you|thanks|thx|ta|cheers|please|pls|plz|x+|🙏)[ .!?]*$",
    r",? ?\bwho(?:'s| is|s) (?:logging|recording|raising|adding) (?:it|this|that)\b.*$",
    r"[,.;:\-]? ?\b(?:can|could|should|does) (?:you|someone|somebody|we|this|it|that)\b.{0,40}\b(?:log|add|register|raise|look|record|minute|board)\b.*$",
)
"""What is cut off at the end: courtesies and asides."""
_GRADE = re.compile(
    r"[,.;:\-(]* ?(?:i(?:'d| would) (?:say|score)|(?:it's |its |it is )?(?:prob(?:ably|s)?|maybe|likely|currently|say|score[ds]?(?: (?:at|it|of|is))?|rated?|rating|graded?|at|about|around|think))? ?(?:it )?(?:an? |at )?(?:a )?"
    r"(?:\b[1-5] ?[x×*] ?[1-5]\b|\blikelihood\b.{0,10}[1-5].{0,20}\bconsequence\b.{0,10}[1-5]|\bl ?[:=]? ?[1-5],? ?(?:and )?c ?[:=]? ?[1-5]\b|\bscor(?:e|ed|ing)(?: of| at| it)? ?\d{1,2}\b|\bl[1-5] ?c[1-5]\b).*$",
    _WITH,
)
_LEADS = re.compile(r"[ ,.;:(\-]*\b(?:by|before|until|till|til|due|for|from|on|w/c|no later than|not later than|to be done by|deadline|to|realistic date is|new date is|date is|review in|review|in|as of|at|next review|due date|needed by|end date)?(?: the| end of| around| about| on| by| date)*[ :]*$", _WITH)
_EDGE = " \t\n,.;:-–>*\"'!?()🎉🙂😊👍"


_COMPILED = {command: tuple(re.compile(p, _WITH) for p in patterns) for command, patterns in STARTS.items()}
_ENDS = tuple(re.compile(p, _WITH) for p in ENDS)


def stretch(command: str, reading: Reading) -> tuple[int, int] | None:
    """Where the stretch of this command stands in the text, or None when nothing of the kind was said."""
    text = reading.said.text
    for pattern in _COMPILED.get(command, ()):
        m = pattern.search(text)
        if m is not None and text[m.end() :].strip(_EDGE):
            return m.end(), len(text)
    return None


def trimmed(text: str) -> str:
    """A stretch without courtesies and marks at its edges."""
    for _ in range(3):
        before = text
        for pattern in _ENDS:
            text = pattern.sub("", text)
        text = text.strip(_EDGE)
        if text == before:
            break
    return text


def without_grade(text: str) -> str:
    """A stretch up to where the score of a risk is given."""
    m = _GRADE.search(text)
    return text[: m.start()] if m else text


def before_date(reading: Reading, start: int, end: int) -> int:
    """Where a stretch ends when its tail is a date: `..., by 2nd week of January`."""
    text = reading.said.text
    for found in reversed(reading.whens):
        at, past = reading.text_offset(found.start), reading.text_offset(found.end)
        if start < at < end and (not text[past:end].strip(_EDGE) or found.lead in {"by", "before", "until", "due", "w/c"}):
            lead = _LEADS.search(text[start:at])
            cut = start + lead.start() if lead else at
            if cut > start:
                end = cut
    return end
