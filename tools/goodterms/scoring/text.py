"""Comparing short answers: one normal form that Python and JavaScript agree on."""

from __future__ import annotations

import re
import unicodedata

#: What Python *or* JavaScript takes for a space; both sides list the characters one by one,
#: because ``\s`` means different sets in the two languages.
SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_RUN_OF_SPACES = re.compile(f"[{re.escape(SPACES)}]+")


class _Folding(dict[int, str]):
    """Code point to folded text, filled as characters turn up."""

    def __missing__(self, code_point: int) -> str:
        upper = "".join(character.upper() for character in chr(code_point).lower())
        folded = self[code_point] = "".join(character.lower() for character in upper)
        return folded


_FOLDING = _Folding()


def normalise_short(text: str) -> str:
    """The form in which short answers are compared: NFKC, case folded, spaces collapsed.

    Case folding is done per code point: to lower case, every code point of that to upper case,
    and every code point of that to lower case. JavaScript has no ``casefold``, and this is what
    both languages compute identically: no context (a final sigma folds like any other), no
    locale, and ``ß`` and its capital ``ẞ`` both become ``ss``, for which the first step is there.
    A run of spaces of any kind becomes one space, none is left at the ends.
    """
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKC", text).translate(_FOLDING)
    return _RUN_OF_SPACES.sub(" ", folded).strip(" ")
