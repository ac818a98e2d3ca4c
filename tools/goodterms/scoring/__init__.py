"""How answers become points: pure functions, the same in Python and in the browser.

``items`` scores single items, ``rubric`` written work, ``simulation`` role-plays on screen;
``forms`` puts items together, ``digest`` names what decides a score, ``payload`` is what the
browser's ``scoring.js`` gets, ``formula`` recomputes the ``check:`` of numeric items.
"""
