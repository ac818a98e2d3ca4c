"""The strict reading of SCORM 1.2 finds what lenient players let pass."""

from __future__ import annotations

import pytest

from tests.export.strict import Call, violations

START = Call("LMSInitialize", ("",), "true")
COMMIT = Call("LMSCommit", ("",), "true")
END = Call("LMSFinish", ("",), "true")


def put(element: str, value: str) -> Call:
    return Call("LMSSetValue", (element, value), "true")


def get(element: str, answer: str = "") -> Call:
    return Call("LMSGetValue", (element,), answer)


def session(*calls: Call) -> list[Call]:
    return [START, *calls, COMMIT, END]


COUNT = get("cmi.interactions._count", "0")
INTERACTION = [
    put("cmi.interactions.0.id", "q1"),
    put("cmi.interactions.0.type", "choice"),
    put("cmi.interactions.0.weighting", "1"),
    put("cmi.interactions.0.student_response", "a,b"),
    put("cmi.interactions.0.result", "0.5"),
]


def test_a_correct_session_passes() -> None:
    assert (
        violations(
            session(
                get("cmi.core.lesson_status", "not attempted"),
                put("cmi.core.lesson_status", "incomplete"),
                put("cmi.core.score.raw", "79.99"),
                put("cmi.suspend_data", "x" * 4096),
                COUNT,
                *INTERACTION,
                put("cmi.core.lesson_status", "passed"),
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("calls", "said"),
    [
        ([get("cmi.core.lesson_status"), START, END], "first call"),
        ([START, START, COMMIT, END], "called 2 times"),
        ([START, COMMIT, END, put("cmi.core.exit", "")], "after LMSFinish"),
        ([START, put("cmi.core.exit", ""), END], "not committed"),
        ([START], "LMSFinish was called 0 times"),
        ([Call("LMSInitialize", ("x",), "true"), END], "instead of an empty string"),
        (session(put("cmi.suspend_data", "x" * 4097)), "4097 characters"),
        (session(put("cmi.suspend_data", "ж")), "may not be"),
        (session(put("cmi.core.lesson_location", "x" * 256)), "256 characters"),
        (session(put("cmi.completion_status", "completed")), "cannot be set"),
        (session(put("cmi.core.lesson_status", "complete")), "may not be"),
        (session(put("cmi.core.score.raw", "101")), "may not be"),
        (session(put("cmi.core.session_time", "PT1H")), "may not be"),
        (session(put("cmi.core.session_time", "1:00:00")), "may not be"),
        (session(put("cmi.core.exit", "normal")), "may not be"),
        (session(put("cmi.core.student_id", "me")), "cannot be set"),
        (session(get("cmi.core.session_time")), "cannot be read"),
        (session(get("cmi.interactions.0.id")), "cannot be read"),
        (
            session(
                get("cmi.core.lesson_status", "passed"), put("cmi.core.lesson_status", "failed")
            ),
            "from passed to failed",
        ),
        (session(COUNT, *INTERACTION[1:]), "before the interaction had an id"),
        (session(*INTERACTION), "the LMS had"),
        (session(COUNT, *INTERACTION[:3]), "lacks"),
        (
            session(
                COUNT,
                *INTERACTION[:3],
                put("cmi.interactions.0.student_response", "a[,]b"),
                INTERACTION[4],
            ),
            "may not be 'a[,]b'",
        ),
        (session(COUNT, *INTERACTION, put("cmi.interactions.2.id", "q3")), "gaps"),
        (session(Call("LMSGetDiagnostic", ("",), "")), "unexpected call"),
    ],
)
def test_a_wrong_session_is_named(calls: list[Call], said: str) -> None:
    assert any(said in problem for problem in violations(calls)), violations(calls)
