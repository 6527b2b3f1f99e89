"""Signs in the order of words that a bag of meanings cannot tell: `new action:`, `drop ... to a 12`, `that is done`.

Owns: sign -> pattern on the plain line, as data. Must not: know which command a sign leads to.
"""

from __future__ import annotations

import re

_NEW = r"(?:new|add|create|log|raise|record|set up|put|open|start|make|need|want|register|flag|note|stick|pop|get|enter|capture|another|extra|have|give)"
_HARD_NEW = r"(?:new|add|create|log|raise|record|set up|register|enter|another|open a|open an|make an|make a|start an|start a|need an|need a|put an|put a|put in an|stick an|pop an|flag a|capture an|capture a|take an|give us an|can i have an|have an|note an|note down an)"
_NOUN_AFTER = r"(?! (?:summary|register|owner|board|appetite|score|rating|log|list|plan|review|plans|reviews|number|tracker|no\.?|id)\b)"

PATTERNS: dict[str, str] = {
    "NEWACTION": rf"\b{_HARD_NEW} (?:an? |the |this |that |new |as |quick |another |shared |joint |smart |urgent |system |overdue ){{0,2}}(?:\w+ )?action\b{_NOUN_AFTER}(?! ?(?:number|no\b|a?\d|-\d))|\bactions? (?:for|on) [\w&']+(?: [\w&']+){{0,3}} to \w|\bas an action\b|^action ?[:>]|\bnew (?:todo|task|to do)\b|\badd (?:a )?(?:task|todo)\b",
    "NEWRISK": rf"\b{_HARD_NEW} (?:an? |the |this |that |new |another |system |shared |clinical |corporate |staffing |big ){{0,2}}(?:\w+ )?risk\b{_NOUN_AFTER}|\b(?:on|to|onto|in) the (?:risk )?register\b(?! (?:for|at|is|are)\b)|^risk ?[:>]|\bnew risk\b{_NOUN_AFTER}|\b(?:as|is) a (?:new )?risk\b|\brisk to (?:add|log|raise|go on)\b|\brisk that needs (?:logging|adding|raising)",
    "NEWEVENT": r"\b(?:get|put|book|arrange|organise|plan|add|log|record|set up|schedule|host|run|hold|need)\b.{0,20}\b(?:lle|learning event|workshop|study day|learning session|webinar|masterclass)\b",
    "RESCORED": r"\b(?:drop|lower|reduce|bring|raise|increase|rescore|re-score|move|put|take|change|set|score|regrade|downgrade|upgrade|up|down|reducing|dropping|raising|lowering|keep|hold|now)\w{0,4}\b.{0,60}\b(?:to|at|as|from|of)(?: be)? (?:an? |around )?(?:\d{1,2}\b|\d ?x ?\d)|\b(?:is|be|it|now) (?:now )?(?:an? )?(?:\d{1,2}|\d ?x ?\d) (?:now|not)\b",
    "GRADES": r"\b[1-5] ?(?:x|\*|by|times) ?[1-5]\b|\bl ?[:=]? ?[1-5],? ?(?:and )?c ?[:=]? ?[1-5]\b|\blikelihood (?:of |is |at |to |= ?)?[1-5]\b|\bconsequence (?:of |is |at |to |= ?)?[1-5]\b|\bscor\w{1,3} (?:of |it |at |is |around |about )?\d{1,2}\b",
    "PLUS": r"\b\d{1,2}\+|\b(?:above|over|at least|scoring|more than|higher than|>=?|greater than|exceeding|from) ?\d{1,2}\b(?! ?(?:days?|weeks?|months?|%|percent|wte|nov|dec|jan|feb))|\b\d{1,2} (?:or|and) (?:more|above|over|higher|up)\b|\b\d{1,2} plus\b|\b\d{1,2} ?(?:upwards|and up)\b",
    "LEFTOFF": r"\bleft off\b|\bhalf ?way through\b|\bcarry on with (?:my|our|the)\b|\bmy draft\b|\bour draft\b",
    "CANI": r"^(?:so |and |hi |please |right |ok )?(?:can|could|may) (?:i|we)\b",
    "WANT": r"\b(?:want|need|like|ready|trying|going|about|happy|time|please|let me|let us|can i|can we|could i|got) to\b|\b(?:i will|let me|let us|can i|can we|could i|could we|shall i|i am|we are|i would)\b",
    "LATE": r"\blate\b",
    "NUMBER": r"\b\d+(?:\.\d+)?\b",
    "HOWMANY": r"\bhow (?:many|much)\b|\bnumber of\b|\bwhat (?:percentage|percent|proportion|number)\b|\btotal\b",
    "COMPARE": r"\b(?:compare\w*|comparison|vs|versus|against each other|side by side|between the)\b",
    "CHART": r"\b(?:chart\w*|graph|spc|plot|trend\w*|run chart|icon|line)\b",
    "BARRIER": r"\b(?:waiting (?:for|on)|stuck|blocked|held up|barrier|procurement|no capacity|needs? sign off|because|delayed by)\b",
    "CLOSEALL": r"\b(?:close|mark|set|move|tick off|sign off)\w{0,3} (?:the lot|them all|all (?:of )?(?:the|them|our|those)|everything|every)\b",
    "THATDONE": r"^(?:that|this|it|the last one|that one|this one)(?: one)? (?:is|has|was)(?: been| all| now)? (?:been )?(?:done|complete|completed|finished|closed|sorted|delivered)\b|^(?:done|completed|finished|delivered|sorted) (?:that|this|it)\b",
    "SHORTSTAFFED": r"\bwe are (?:\w+ )?(?:short|down|under|missing|running out|losing|understaffed|over capacity)\b|\bshort(?: of)? \d+|\bunderstaffed\b",
    "WHOLOG": r"\bwho is (?:logging|recording|raising|adding)\b|\b(?:should|can|could|does) (?:this|that|it|someone|somebody|we)\b.{0,25}\b(?:register|log it|be logged|log that)\b",
    "REMINDME": r"\bremind(?:ers?)? me\b|\bnudge me\b|\bping me\b|\bchase me\b|\breminding me\b|\bstop (?:reminding|chasing|pinging|nudging|sending)\b|\b(?:reminders?|nudges?) (?:on|off|back|budget|settings?)\b|\b(?:my|more|no|fewer|less|pause|resume|hold|mute|stop|restart|all|get|got|getting|many) reminders?\b|\bfollow[- ]up (?:at|in|after)\b|\breminder (?:times?|about this|came)\b|\bthis reminder\b",
    "BYWHEN": r"\b(?:by|before|due|prior to|until|in the next|within|this week|next week|this month|next month|this side of)\b",
    "CALENDARISH": r"\b(?:meetings?|papers?|pack|sqog|declaration|dec|deadline|agenda|submission|mis)\b",
    "MEETINGQ": r"\bdeadlines? (?:for|of) |\bwhat (?:date|day|time) (?:is|are|does|do|will)\b|\bwhen(?: is| are| does| do| will)?\b.{0,40}\b(?:meeting|sqog|pack|papers?|round|return|returns|submission|declaration|board|deadline|window|due in|mis|cnst|dec|freeze|bank holiday)\b|\b(?:date|dates|day|time) (?:of|for) (?:the )?(?:next |december |january )?(?:meeting|sqog|pack|papers|round)\b|\bby when\b",
    "OTHERONE": r"\bthe other (?:\w+ )?(?:one|risk)\b|\bnot that one\b",
    "CLINICAL_CASE": r"\b(?:woman|women|lady|patient|pt|mum|mother|girl|baby|newborn|she|her)\b.{0,80}\b(?:what (?:do|should|would) (?:i|we|you)|should (?:i|we)|do i|bp \d|\d{2,3}/\d{2,3}|mg|mcg|dose|bleeding|headache|contracting|decels?|bradycardia|saturations|sats|unwell|fitting|collapsed|pyrexial|febrile|temp|in labour|ctg|fully|dilated|breech|cord|reduced movements|rom|meconium)\b|\b(?:what (?:is the )?dose|how (?:much|many mg)|what (?:should|do) (?:i|we) give|(?:should|can) (?:i|we) give|is it safe to give|safe dose|maximum dose|dose of)\b|\b(?:treatment|management) (?:for|of) (?!risk|action|this risk)\w+.{0,20}\b(?:\?|what|please|woman|patient|labour)|\bbp \d{2,3}\b|\bhow do (?:i|we|you) (?:treat|manage|diagnose|resuscitate|deliver a|repair|interpret this)\b|\bis this ctg\b|\bctg (?:is |looks )?(?:suspicious|pathological|normal)\b|\bshould (?:she|he) (?:be|have|go)\b",
    "DECIDEDQ": r"^(?:so )?(?:what|when|why|who|how|did|have|has) .{0,20}\b(?:decide|decided|agree|agreed|resolve)\b(?!.{0,40}\b(?:minute|log)\b)",
    "MINUTETHIS": r"\bminute (?:this|that|it)\b|\bfor the minutes\b|\bplease minute\b|\blog (?:a |the |this |that )?(?:as a )?decision\b|\brecord (?:a |the |this |that )?(?:as a )?decision\b|\bthe group (?:has )?(?:agreed|decided|approved|accepted|resolved)\b|^decision ?[:>-]|\bdecided today\b|^(?:group|sqog|we|committee) (?:have |has )?(?:agreed|decided|approved|resolved|accepted)\b|\bdecision (?:to log|to record|made)\b",
    "EVENTQ": r"\bdid (?:the |that |our )?[\w ]{0,40}\b(?:learning|event|lle|workshop|session)\b.{0,40}\b(?:change|make|work|lead|help|improve|embed)|\blearning\b.{0,30}\b(?:actually )?change\w* (?:anything|practice)|\b(?:event|lle) (?:coverage|follow[ -]up|attendance)|\bwho (?:came|attended|went)\b",
    "WHEREQ": r"\b(?:where is|where are|where can i|where do i|where was|which version|latest version|latest copy|have we got|have we a|do we have|is there a|copy of|link to|got a link|find the|what version)\b",
    "POSTIT": r"\b(?:post|publish|share|put|stick|drop|send|pop)\w{0,3} (?:it|this|that|the \w+) (?:in|to|on|into|out to) (?:the )?(?:channel|group|team|chat)|\bpost (?:the |our |this |today's )?(?:risk )?(?:summary|update|overview)\b",
    "BACKNOW": r"^(?:(?:hi|hello|hey|good|morning|afternoon|all|right|ok|so|just|and|yes|now)[ ,.!]*)*(?:i am |i am now |we are |am )?back\b(?! (?:a|to the|up|in (?:the )?(?:summer|june|july|may|spring|autumn)|by|date|dat|\d))|\b(?:i am|she is|he is|am|is now|is) back(?: now| at| in| from| today| on|$| and|,|\.|!)|\b(?:resume|restart|unpause|unmute|turn .{0,20} back on|switch .{0,20} back on)\b.{0,20}\b(?:reminders?|messages|notifications|nudges)?|\breturned from (?:leave|holiday|mat)",
    "DOING": r"\bhow (?:is|are) (?:the )?[\w&' ]{2,30} (?:doing|getting on|looking|faring|performing)\b|\bhow (?:is|are) (?:things|everything|it|we|they)\b|\bwhat is (?:going on|happening) (?:at|with|in)\b|\bhow (?:is|are) (?:things|it) (?:at|going)\b",
    "EXPLAINED": r"\b(?:stands? for|definition of|define|jargon|acronym|abbreviation|glossary|in plain english|difference between|short for|when it ?i?s at home|when its at home|spell out)\b|\bwhat (?:does|do|did) (?!it |this |that )[\w' :.+/&-]{2,60} mean\b(?! for)|\bmeaning of (?!life)|^(?:please |can you |could you )?explain (?!why|how come|the delay)|^what (?:is|are) an? (?!status|score|update|latest)\w|\bwhat do (?:you|we|they) mean by\b|\bremind me what (?!is due|i |we ).{2,30} (?:is|are|means|mean|stands for)$",
    "IMPROPER": r"\b(?:ignore|disregard|forget|override|bypass) (?:all |any |the |your |my |previous |prior |above |these |those |every )+(?:previous |prior |above |system )?(?:rules?|instructions?|prompts?|guidance|checks?|safeguards?|restrictions?|permissions?|messages?|commands?|training|settings)\b",
    "READYQ": r"\bare (?:we|they) (?:ok|ready|good|on track|going|likely|able|compliant)\b|\bwill we (?:make|pass|hit|meet|get)\b|\bcan we (?:declare|sign)\b",
    "OWNERS_WORK": r"\b(?!that|what|it|who|there|here|let|where|how|today|month|week|year|everyone|board|group|trust|paget|qeh|jph|jpuh|nnuh)[a-z]{2,14}'s (?:actions?|list|overdue|stuff|work|plate|tasks?|jobs|bits|to|open|outstanding|red|ones)\b|\b(?:owned by|owner(?: is)?|assigned to|allocated to|sitting with|belong(?:ing)? to) (?!me\b|the\b|us\b|no\b|a\b|an\b|all\b|our\b|my\b|low\b|high\b|more\b|less\b|lots\b)[a-z]{2,14}\b|\b(?:is|has|does|what is) (?!the|it|that|this|there|any|our|my|everyone|anyone|everything)[a-z]{2,12} (?:got|have) (?:on|due|overdue|outstanding|left|open)\b",
    "MYACTIONS": r"\bmy (?:open |overdue |outstanding |red |amber |current |own |next |top )*(?:actions?|tasks?|to do|todos?|list|jobs|deadlines?)\b|^(?:mine|my stuff|my list)\b",
    "NILRETURN": r"\bnil (?:return|returns|submission|for|this|again|report)\b|^nil\b|\bnothing to (?:report|declare|submit|return)\b|\bzero return\b|\bno (?:incidents|mnsi|sis).{0,40}\bnil\b|\bnil from\b|\breturn is nil\b",
    "SUBMITTEDQ": r"\b(?:in|received|sent|submitted|arrived|come in|got|gone|missing|there|back|landed|through|logged)\b",
    "STILLWAITING": r"\b(?:still )?waiting (?:for|on) (?:the )?\w+|\bwho (?:are we|is) (?:still )?(?:missing|waiting|outstanding|late|left)|\bwho is (?:left|to come|outstanding|late|not in)|\bhas everyone (?:sent|submitted|done|returned)|\bchasing\b.{0,20}\breturns?\b",
    "THAT_ACTION": r"\b(?:that|the|this) (?:\w+ ){0,3}action(?! plans?| log| tracker)\b(?!s)|\bthe action (?:on|about|for)\b|\bour \w+ action\b",
    "THAT_RISK": r"\b(?:that|this) (?:\w+ ){0,3}risk(?! register| summary| score)\b(?!s)|\b(?:our|the|paget|qeh|qe|jph|nnuh|n&n|jpuh|qehkl|paget's|system|lynn|norwich) (?:(?!extreme|top|biggest|highest|high|red|new|open|overdue|worst|current|main)[\w-]+ ){1,3}risk(?! register| summary| summaries| appetite| log| list)\b(?!s)",
    "WHO_DOES": r"\bwho (?:is doing|has got|owns|is leading|has)\b",
    "TODO_OWNER": r"^(?:please )?(?:[a-z&]+(?: [a-z&]+){0,3}) to (?:\w+ ){2,30}?(?:by|before) (?:the |end |mid |next |[a-z]* ?\d|christmas|new year|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri)|\b(?:ask|get) [\w&' ]{2,30} to \w+ .{3,60}\bby (?:the |end |mid |next |\d|christmas|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri)",
    "MEASURERATE": r"\b(?:rates?|charts?|figures?|numbers?|spc|trend|percent|how many|looking|icon)\b|%",
    "COMPLAINTS": r"\bcomplaints?\b",
    "UNSAFE": r"\b(?:not|is not|are not|do not feel|does not feel|isn't|never) safe\b(?! staffing)|\bunsafe\b|\bsomeone (?:is going to|will) (?:get hurt|die)|\bcovering (?:it|things|this) up\b|\bi am (?:really |very |so |a bit |quite )?(?:worried|concerned|scared|uneasy|uncomfortable|anxious)\b|\bi have (?:a |some |real |serious )*concerns?\b|\bhave concerns? about\b|\braise (?:a |my |some )?(?:\w+ )?concerns?\b|\bspeak (?:up|privately|in confidence)\b",
    "GOTSIGNAL": r"\b(?:we|i|trust|nnuh|jpuh|qehkl|n&n|paget|qe|qeh|jph) (?:have |has |had |just |have just |has just )*(?:received|got|had|been sent|been issued|been given)\b.{0,40}\b(?:moss|cqc|reg(?:ulation)? 28|pfd|mnsi|coroner|29a|warning notice|nhsr|ombudsman|signal)\b|\b(?:moss|cqc|reg(?:ulation)? 28|pfd|mnsi|coroner|29a|warning notice)\b.{0,40}\b(?:came|come|arrived|landed|received|issued|turned up|visited|triggered|fired|went off|gone off|wrote|written|asked|raised|escalated|inspect\w*|unannounced|letter)\b",
    "MITIGATION": r"\b(?:mitigations?|controls?|gaps in control|trajectory|target score|current score|risk score)\b.{0,20}\b(?:on|for|of)\b|\b(?:mitigations?|controls) (?:are|is|do|have)\b",
    "AAA": r"\b(?:aaa|triple a|3as|3 as|three as)\b|\balert\W{1,3}(?:and )?advi[sc]e|\b(?:chair|board|programme board|highlight|exception|escalation) ?(?:'s)? report\b|\breport (?:for|to) (?:the )?(?:programme |trust |icb )?(?:board|icb|committee|region)\b",
    "NEWLY": r"\b(?:came out|come out|published|released|just out|out today|new|issued|landed|updated|announced|effective|in force|from (?:1 )?april|says|say|changed|changes|changing)\b",
    "SIGNALLED": r"\b(?:reg 28|regulation 28|pfd|coroner|moss (?:amber|red|signal|alert)|cqc (?:turned|visit|inspect))\b",
    "EVIDENCEQ": r"\b(?:evidence|latest version|where is|where are|which version)\b",
    "NEWEV": r"\b(?:log|file|save|add|put|use|upload|attach|record|register|count|store|link|new|submit|keep)\w{0,3}\b.{0,40}\b(?:as|to|in|under|for)? ?(?:the |our )?(?:evidence|proof)\b(?! (?:for|of)? ?\?)|\bnew evidence\b|\bevidence ?[:]|\bevidence (?:for [\w ]{2,12} )?(?:attached|uploaded|is attached|here)\b|\badd (?:a |the |this )?(?:key )?document\b|\bfile (?:this|it|that) (?:under|against|as|for)\b",
    "CULTUREPLAN": r"\bculture (?:stuff|plans?|work|survey|action|programme)\b|\bscore survey\b",
    "PAUSE": r"\b(?:pause|hold|suspend|stop|mute|no|redirect|divert|reroute|re-route)\b.{0,12}\b(?:reminders?|nudges|chasers|messages|notifications)\b.{0,40}\b(?:until|for|while|from|leave|away|holiday|off|sick|to)\b|\bcover(?:s|ing|ed)?\b.{0,20}\b(?:until|from|while|next week|this week|my (?:actions|returns|reminders)|for me)\b|\b(?:out of office|annual leave|a/l|on leave|on al|mat leave|sick leave|jury service|on holiday|am away|be away|is away|away (?:until|from|next|for|this|on|to)|am off|is off|be off|off (?:until|from|next|sick|for|this|on|to)|not (?:in|around|working|available)|not back)\b",
    "NEWPERSON": r"\b(?:add|invite|onboard|enrol|register|set up|include|make|put) [\w' .@-]{2,50}\b(?:as|to) (?:an? |the |our |our new )?(?:group|members?|chair|deputy|coordinator|observer|lead|trust lead|list|team|sqog|membership|jpuh lead|nnuh lead|qehkl lead)\b|\b(?:is|as) (?:the |our )?new (?:\w+ )?(?:lead|chair|deputy|coordinator|member|midwife|hom|dom)\b|\bhas (?:joined|taken over|replaced)\b|\bis (?:joining|taking over|replacing)\b|\badd (?:a )?(?:new )?(?:member|person|user|colleague|someone)\b|\bneeds? access\b|\b(?:give|grant) [\w' ]{2,30} access\b",
    "STOPME": r"\b(?:stop|do not|quit|less|fewer|too many)\b.{0,20}\b(?:pinging|messaging|sending|chasing|reminding|bothering|nudging|reminders|messages|notifications|ping|message|remind|notify)\b.{0,10}\b(?:me|us|at|on|so|every|in|please|$)",
    "TRUSTLIST": r"\b(?:which|what|list|show|how many|all) (?:me )?(?:the |of the )?(?:trusts|hospitals|organisations|providers) (?:are (?:in|there|part|covered|we)|do (?:we|you)|in (?:the|this|our) (?:group|system|lmns))\b|^(?:the )?(?:list|show)(?: me| us)?(?: the| all the| all| our)? trusts\b|^trusts\b|\b(?:list of trusts|trust list|ods codes?|trust codes?|trust details|add a (?:new )?trust|aliases|new trust to the group)\b",
    "SENTQ": r"\b(?:sent|submitted|received|come in|gone in|got in|put in|been in|definitely in|in yet|in for|gone in|went in|gone through)\b|\b(?:is|are|have|has)\b.{0,40}\bin\b ?(?:\?|$|yet)|\b(?:sent|send) (?:it|them|theirs|ours)\b",
    "WHEREWE": r"\bwhere (?:are|is|do) (?:we|they|each|every|the (?:trusts|paget|qe))\b",
    "DOINGPQSM": r"\b(?:doing|do|complet\w+|start\w*|finish\w*|fill\w*|submit\w*|here is)\b.{0,30}\bpq[so]m\b",
    "WHATISTHAT": r"\bwhat (?:is|are) (?:that|this|it|they|those)\b",
    "ANYQ": r"\bany (?:progress|news|update|joy|movement|change|word|luck|further)\b|\bhow is\b|\bwhere (?:is|are)\b|\bhas (?:it|that|act|action|a\d)",
    "WHICH": r"\bwhich\b",
    "TOLD": r"\b(?:did|has|have|was|were)\b",
    "WHATQ": r"^(?:what|which|who|when|where|has|have|did|is|are|was|were|any)\b",
    "ASSIGNED": r"\b(?:reassign|re-assign|assign|hand over|pass|transfer|give|move|switch|swap|put)\w{0,4}\b.{0,40}\bto\b",
}
COMPILED = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}


def seen(line: str) -> set[str]:
    """The signs in a plain line."""
    return {name for name, pattern in COMPILED.items() if pattern.search(line)}
