"""SCORM 1.2 (RTE 1.2, October 2001) read strictly over the calls a package made.

Lenient players take 64,000 characters of suspend data and calls after LMSFinish; real ones do not.
``violations`` names everything in a log of calls that the specification does not allow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

STATUS = {"passed", "completed", "failed", "incomplete", "browsed", "not attempted"}
TYPES = {
    "true-false",
    "choice",
    "fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
}
RESULTS = {"correct", "wrong", "unanticipated", "neutral"}
DECIMAL = re.compile(r"-?\d{1,3}(\.\d+)?")
ANY_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
IDENTIFIER = re.compile(r"[A-Za-z0-9._-]{1,255}")
TIMESPAN = re.compile(r"\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?")
LETTERS = re.compile(r"[a-z0-9](,[a-z0-9])*|\{[a-z0-9](,[a-z0-9])*\}")
_PAIRS = r"[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*"
PAIRS = re.compile(rf"{_PAIRS}|\{{{_PAIRS}\}}")

Check = Callable[[str], bool]


def text(length: int) -> Check:
    return lambda value: len(value) <= length


def full(pattern: re.Pattern[str]) -> Check:
    return lambda value: bool(pattern.fullmatch(value))


def hundred(value: str) -> bool:
    return bool(DECIMAL.fullmatch(value)) and 0 <= float(value) <= 100


#: Elements a SCO may set, with what their values must be (RTE 1.2, 3.4.4).
WRITABLE: dict[str, Check] = {
    r"cmi\.core\.lesson_location": text(255),
    r"cmi\.core\.lesson_status": lambda v: v in STATUS - {"not attempted"},
    r"cmi\.core\.score\.(raw|min|max)": hundred,
    r"cmi\.core\.exit": lambda v: v in {"time-out", "suspend", "logout", ""},
    r"cmi\.core\.session_time": full(TIMESPAN),
    r"cmi\.suspend_data": lambda v: len(v) <= 4096 and v.isascii() and v.isprintable(),
    r"cmi\.objectives\.\d+\.id": full(IDENTIFIER),
    r"cmi\.objectives\.\d+\.score\.(raw|min|max)": hundred,
    r"cmi\.objectives\.\d+\.status": lambda v: v in STATUS,
    r"cmi\.interactions\.\d+\.id": full(IDENTIFIER),
    r"cmi\.interactions\.\d+\.objectives\.\d+\.id": full(IDENTIFIER),
    r"cmi\.interactions\.\d+\.time": full(TIME),
    r"cmi\.interactions\.\d+\.type": lambda v: v in TYPES,
    r"cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern": text(255),
    r"cmi\.interactions\.\d+\.weighting": full(DECIMAL),
    r"cmi\.interactions\.\d+\.student_response": text(255),
    r"cmi\.interactions\.\d+\.result": lambda v: v in RESULTS or bool(DECIMAL.fullmatch(v)),
    r"cmi\.interactions\.\d+\.latency": full(TIMESPAN),
}
#: Elements a SCO may read; interactions, session time and exit are write-only.
READABLE = (
    r"cmi\.core\.(student_id|student_name|lesson_location|credit|lesson_status|entry|total_time"
    r"|lesson_mode|score\.(raw|min|max|_children)|_children)",
    r"cmi\.(suspend_data|launch_data|comments|comments_from_lms|_version)",
    r"cmi\.objectives\.(_children|_count|\d+\.(id|status|score\.(raw|min|max|_children)))",
    r"cmi\.student_data\.(_children|mastery_score|max_time_allowed|time_limit_action)",
    r"cmi\.interactions\.(_children|_count|\d+\.(objectives|correct_responses)\._count)",
)
FEEDBACK: dict[str, Check] = {
    "choice": full(LETTERS),
    "sequencing": full(LETTERS),
    "matching": full(PAIRS),
    "numeric": full(ANY_DECIMAL),
    "fill-in": text(255),
}


@dataclass(frozen=True)
class Call:
    """One call of the API with what the LMS answered."""

    method: str
    args: tuple[str, ...]
    answer: str


@dataclass
class Log:
    """What was said between LMSInitialize and LMSFinish."""

    calls: list[Call]
    found: list[str] = field(default_factory=list)

    def say(self, problem: str) -> None:
        self.found.append(problem)


def violations(calls: Iterable[Call], finished: bool = True) -> list[str]:
    """Everything a session did that SCORM 1.2 does not allow; ``finished`` asks for its end."""
    log = Log([call for call in calls if call.method != "LMSGetLastError"])
    _order(log, finished)
    _elements(log)
    _interactions(log)
    _status(log)
    return log.found


def _order(log: Log, finished: bool) -> None:
    names = [call.method for call in log.calls]
    if not names or names[0] != "LMSInitialize":
        log.say("the first call is not LMSInitialize")
    for name in ("LMSInitialize", "LMSFinish"):
        times = names.count(name)
        if times > 1 or (times == 0 and (finished or name == "LMSInitialize")):
            log.say(f"{name} was called {times} times")
    if "LMSFinish" in names and names.index("LMSFinish") != len(names) - 1:
        log.say(f"after LMSFinish came {names[names.index('LMSFinish') + 1 :]}")
    for call in log.calls:
        if call.method in ("LMSInitialize", "LMSFinish", "LMSCommit") and call.args != ("",):
            log.say(f"{call.method} was called with {call.args!r} instead of an empty string")
        if any(not isinstance(arg, str) for arg in call.args):
            log.say(f"{call.method} was called with something that is no text: {call.args!r}")
    if finished:
        body = [name for name in names if name in ("LMSSetValue", "LMSCommit")]
        if body and body[-1] != "LMSCommit":
            log.say("the last values were not committed before LMSFinish")


def _elements(log: Log) -> None:
    for call in log.calls:
        if call.method == "LMSSetValue":
            element, value = call.args
            check = next((c for p, c in WRITABLE.items() if re.fullmatch(p, element)), None)
            if check is None:
                log.say(f"{element} cannot be set in SCORM 1.2")
            elif not check(value):
                log.say(f"{element} may not be {value[:80]!r} ({len(value)} characters)")
        elif call.method == "LMSGetValue":
            element = call.args[0]
            if not any(re.fullmatch(p, element) for p in READABLE):
                log.say(f"{element} cannot be read in SCORM 1.2")
        elif call.method not in ("LMSInitialize", "LMSFinish", "LMSCommit"):
            log.say(f"unexpected call {call.method}")


def _interactions(log: Log) -> None:
    """Ids first, types before answers, indices without gaps from the LMS's own count."""
    sets = [call.args for call in log.calls if call.method == "LMSSetValue"]
    seen: dict[int, dict[str, str]] = {}
    for element, value in sets:
        match = re.fullmatch(r"cmi\.interactions\.(\d+)\.(.+)", element)
        if not match:
            continue
        index, name = int(match[1]), match[2]
        known = seen.setdefault(index, {})
        if name != "id" and "id" not in known:
            log.say(f"{element} was set before the interaction had an id")
        if name in ("student_response", "correct_responses.0.pattern") and "type" not in known:
            log.say(f"{element} was set before the type")
        check = FEEDBACK.get(known.get("type", ""))
        feedback = name == "student_response" or name.startswith("correct_responses")
        if feedback and check and not check(value):
            log.say(f"{element} of type {known['type']} may not be {value!r}")
        known[name] = value
    if seen and sorted(seen) != list(range(min(seen), max(seen) + 1)):
        log.say(f"interactions have gaps: {sorted(seen)}")
    counts = [
        call.answer
        for call in log.calls
        if call.method == "LMSGetValue" and call.args == ("cmi.interactions._count",)
    ]
    if seen and (not counts or int(counts[0] or 0) != min(seen)):
        log.say(f"interactions begin at {min(seen)}, the LMS had {counts[:1]}")
    for index, known in seen.items():
        lacking = {"id", "type", "student_response", "result", "weighting"} - set(known)
        if lacking:
            log.say(f"interaction {index} lacks {sorted(lacking)}")


def _status(log: Log) -> None:
    status = next(
        (
            call.answer
            for call in log.calls
            if call.method == "LMSGetValue" and call.args == ("cmi.core.lesson_status",)
        ),
        "",
    )
    for call in log.calls:
        if call.method == "LMSSetValue" and call.args[0] == "cmi.core.lesson_status":
            if status == "passed" and call.args[1] != "passed":
                log.say(f"the status went from passed to {call.args[1]}")
            status = call.args[1]
