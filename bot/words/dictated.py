"""What a phone writes when letters and marks are dictated: `A C T` for ACT, `colon` for `:`.

Owns: putting these back as they are typed. Must not: know a command, or touch words that are no dictation.
"""

from __future__ import annotations

import re

_SPELLED = re.compile(r"(?<![\w'’])(?![ai] [A-Z])[^\W\d_](?: [^\W\d_]){2,7}(?![\w'’])")
"""Three letters or more, each by itself; the `a` of `a P M R T` is a word."""
_ANATOMY = r"(?<!\bthe )(?<!\ba )(?<!\bher )(?<!\bhis )(?<!\btheir )(?<!\bsigmoid )(?<!\bbowel )"
_MARKS = re.compile(
    rf"(?<=\w) (?:(?P<semi>semi ?colon)|(?P<colon>{_ANATOMY}colon(?! (?:cancer|surg|injur|perfor|resect)))"
    r"|(?P<comma>comma)|(?P<stop>(?<!\ba )full stop)|(?P<question>question mark)|(?P<dash>hyphen))(?=[ .,?!]|$)",
    re.IGNORECASE,
)
_SIGNS = {"semi": ";", "colon": ":", "comma": ",", "stop": ".", "question": "?", "dash": " -"}


def as_typed(text: str) -> str:
    """A dictated text with spelled letters joined and spoken marks as marks.

    >>> as_typed("R E T twenty twenty six ten J P U H assured comma rota filled")
    'RET twenty twenty six ten JPUH assured, rota filled'
    """
    joined = _SPELLED.sub(lambda m: m[0].replace(" ", ""), text)
    return _MARKS.sub(lambda m: _SIGNS[m.lastgroup or "comma"], joined)
