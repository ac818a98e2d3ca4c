"""The contact-plan calculator: borders of every rule, and plans judged by a second hand.

Expected verdicts are written out or computed here with datetime and zoneinfo, from the wording of
the rules and not from the figures the scripts read.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from playwright.sync_api import Browser

from goodterms.load.course import Loaded, load_course
from tests.content.calculator_runs import Case, Run, day, in_browser, in_node, minute

#: date, time, channel, outcome (planned if left out), debt (none if left out)
Contact = tuple[str, ...]


@pytest.fixture(scope="module")
def course(repository: Path) -> Loaded:
    return load_course(repository)


@pytest.fixture(scope="module", params=["node", "chromium"])
def run(request: pytest.FixtureRequest, browser: Browser) -> Run:
    return in_node if request.param == "node" else in_browser(browser)


@pytest.fixture(scope="module")
def rules(course: Loaded) -> dict[str, list[dict[str, Any]]]:
    """The facts of each set of the page, as the page's data has them."""
    assert course.source is not None
    law = course.source.law
    (page,) = (c for c in course.source.calculators if c.slug == "contact-plan")
    return {
        chosen.id: [
            {"id": name, "limits": msgspec.to_builtins(law[name].limits)} for name in chosen.facts
        ]
        for chosen in page.front.sets
    }


def contact(entry: Contact) -> dict[str, Any]:
    date, time, channel, outcome, matter = (*entry, *("planned", "")[len(entry) - 3 :])
    return {
        "day": day(date),
        "minute": minute(time),
        "channel": channel,
        "outcome": outcome,
        "matter": matter,
    }


def plan_case(
    facts: list[dict[str, Any]],
    contacts: list[Contact],
    holidays: tuple[str, ...] = (),
    applies: tuple[str, ...] = (),
) -> Case:
    return {
        "kind": "plan",
        "plan": [contact(c) for c in contacts],
        "facts": facts,
        "holidays": [day(h) for h in holidays],
        "applies": list(applies),
    }


#: 9 March 2026 is a Monday.
MON, TUE, WED, SAT, SUN = "2026-03-09", "2026-03-10", "2026-03-11", "2026-03-14", "2026-03-15"
#: name: set, contacts, verdicts, holidays
BORDERS: dict[str, tuple[str, list[Contact], str, tuple[str, ...]]] = {
    "ru weekday 07:59": ("ru-consumer", [(MON, "07:59", "call")], "no", ()),
    "ru weekday 08:00": ("ru-consumer", [(MON, "08:00", "call")], "yes", ()),
    "ru weekday 21:59": ("ru-consumer", [(MON, "21:59", "call")], "yes", ()),
    "ru weekday 22:00": ("ru-consumer", [(MON, "22:00", "call")], "no", ()),
    "ru saturday 08:59": ("ru-consumer", [(SAT, "08:59", "message")], "no", ()),
    "ru saturday 09:00": ("ru-consumer", [(SAT, "09:00", "message")], "yes", ()),
    "ru sunday 19:59": ("ru-consumer", [(SUN, "19:59", "visit")], "yes", ()),
    "ru sunday 20:00": ("ru-consumer", [(SUN, "20:00", "visit")], "no", ()),
    "ru holiday on a weekday 19:59": ("ru-consumer", [(MON, "19:59", "call")], "yes", (MON,)),
    "ru holiday on a weekday 20:00": ("ru-consumer", [(MON, "20:00", "call")], "no", (MON,)),
    "ru holiday on a weekday 08:30": ("ru-consumer", [(MON, "08:30", "call")], "no", (MON,)),
    "ru day before a holiday 21:59": ("ru-consumer", [(MON, "21:59", "call")], "yes", (TUE,)),
    "ru two calls a day": (
        "ru-consumer",
        [(MON, "10:00", "call"), (MON, "11:00", "call")],
        "yes no",
        (),
    ),
    "ru order of lines does not matter": (
        "ru-consumer",
        [(MON, "11:00", "call"), (MON, "10:00", "call")],
        "no yes",
        (),
    ),
    "ru third call of a week, and the first of the next": (
        "ru-consumer",
        [(MON, "10:00", "call"), (TUE, "10:00", "call"), (SUN, "10:00", "call"),
         ("2026-03-16", "10:00", "call")],
        "yes yes no yes",
        (),
    ),
    "ru eighth and ninth call of a month, and the first of the next": (
        "ru-consumer",
        [(f"2026-06-{d:02}", "10:00", "call") for d in (1, 2, 8, 9, 15, 16, 22, 23, 29)]
        + [("2026-07-01", "10:00", "call")],
        "yes yes yes yes yes yes yes yes no yes",
        (),
    ),
    "ru last and first day of a month in one week": (
        "ru-consumer",
        [("2026-03-30", "10:00", "call"), ("2026-03-31", "10:00", "call"),
         ("2026-04-01", "10:00", "call")],
        "yes yes no",
        (),
    ),
    "ru second visit of a week": (
        "ru-consumer",
        [(MON, "10:00", "visit"), (SUN, "10:00", "visit"), ("2026-03-16", "10:00", "visit")],
        "yes no yes",
        (),
    ),
    "ru messages, third of a day and fifth of a week": (
        "ru-consumer",
        [(MON, "10:00", "message"), (MON, "11:00", "message"), (MON, "12:00", "message"),
         (TUE, "10:00", "message"), (WED, "10:00", "message")],
        "yes yes no yes no",
        (),
    ),
    "us 07:59": ("us-consumer", [(SUN, "07:59", "call")], "no", ()),
    "us 08:00": ("us-consumer", [(SUN, "08:00", "call")], "yes", ()),
    "us 20:59": ("us-consumer", [(SUN, "20:59", "call")], "yes", ()),
    "us 21:00": ("us-consumer", [(SUN, "21:00", "call")], "no", ()),
    "us seventh and eighth call": (
        "us-consumer",
        [(MON, f"{9 + n:02}:00", "call", "not-held") for n in range(8)],
        "yes yes yes yes yes yes yes no",
        (),
    ),
    "us eighth call, per debt": (
        "us-consumer",
        [(MON, f"{9 + n:02}:00", "call", "not-held", "A") for n in range(7)]
        + [(MON, "17:00", "call", "not-held", "B")],
        "yes yes yes yes yes yes yes yes",
        (),
    ),
    "us eighth call on day seven, and on day eight": (
        "us-consumer",
        [(MON, f"{9 + n:02}:00", "call", "not-held") for n in range(7)]
        + [(SUN, "10:00", "call"), ("2026-03-16", "10:00", "call")],
        "yes yes yes yes yes yes yes no yes",
        (),
    ),
    "us day seven and day eight after a conversation": (
        "us-consumer",
        [(MON, "10:00", "call", "held"), (SUN, "10:00", "call"), ("2026-03-16", "10:00", "call")],
        "yes no yes",
        (),
    ),
    "us the same day after a conversation, and another debt": (
        "us-consumer",
        [(MON, "10:00", "call", "held", "A"), (MON, "11:00", "call", "planned", "A"),
         (MON, "12:00", "call", "planned", "B")],
        "yes no yes",
        (),
    ),
    "us a call that nobody answers starts no pause": (
        "us-consumer",
        [(MON, "10:00", "call", "not-held"), (TUE, "10:00", "call")],
        "yes yes",
        (),
    ),
    "us second message of a day": (
        "us-consumer",
        [(MON, "10:00", "message"), (MON, "11:00", "message")],
        "yes unknown",
        (),
    ),
    "ie weekday": (
        "ie-consumer",
        [(MON, "08:59", "call"), (TUE, "09:00", "call"), (WED, "20:59", "visit"),
         (SAT, "20:59", "call"), ("2026-03-12", "21:00", "call")],
        "no yes yes yes no",
        (),
    ),
    "ie sunday and holiday": (
        "ie-consumer",
        [(SUN, "12:00", "call"), (MON, "12:00", "visit")],
        "no no",
        (MON,),
    ),
    "ie messages": ("ie-consumer", [(MON, "12:00", "message")], "unknown", ()),
    "cn 21:59 and 22:00": (
        "cn-consumer",
        [(SUN, "21:59", "message"), (SUN, "22:00", "message")],
        "yes no",
        (),
    ),
    "cn fourth conversation, while unanswered calls are counted apart": (
        "cn-consumer",
        [(MON, f"{9 + n:02}:00", "call", "held") for n in range(4)]
        + [(MON, f"{14 + n:02}:00", "call", "not-held") for n in range(7)],
        "yes yes yes no yes yes yes yes yes yes no",
        (),
    ),
    "uk no figures": ("uk-consumer", [(MON, "03:00", "call")], "unknown", ()),
    "no rule is no permission": ("eu-consumer", [(MON, "12:00", "call")], "unknown", ()),
    "strictest, weekday": (
        "strictest",
        [(MON, "08:30", "call"), (TUE, "09:00", "call"), (WED, "21:00", "message")],
        "no yes no",
        (),
    ),
    "strictest, sunday: messages only": (
        "strictest",
        [(SUN, "12:00", "call"), (SUN, "12:00", "message")],
        "no yes",
        (),
    ),
}  # fmt: skip


def test_borders(run: Run, rules: dict[str, list[dict[str, Any]]]) -> None:
    cases = [plan_case(rules[s], contacts, free) for s, contacts, _, free in BORDERS.values()]
    for (name, (_, _, wanted, _)), got in zip(BORDERS.items(), run(cases), strict=True):
        assert " ".join(one["verdict"] for one in got) == wanted, name


def test_a_circumstance_that_is_ticked_ends_contact(
    run: Run, rules: dict[str, list[dict[str, Any]]]
) -> None:
    contacts: list[Contact] = [(MON, "12:00", "call"), (MON, "12:30", "message")]
    none, bankrupt, represented = run(
        [
            plan_case(rules["ru-consumer"], contacts),
            plan_case(rules["ru-consumer"], contacts, applies=("ru-no-contact",)),
            plan_case(rules["ru-consumer"], contacts, applies=("ru-representative",)),
        ]
    )
    assert [one["verdict"] for one in none] == ["yes", "yes"]
    assert [one["verdict"] for one in bankrupt] == ["no", "yes"]
    assert [one["verdict"] for one in represented] == ["no", "no"]
    assert bankrupt[0]["next"] is None and bankrupt[0]["broken"] == ["ru-no-contact"]


#: set, contacts, holidays, the next moment for the last contact
NEXT: list[tuple[str, list[Contact], tuple[str, ...], str]] = [
    ("ru-consumer", [(MON, "22:00", "call")], (), f"{TUE} 08:00"),
    ("ru-consumer", [("2026-03-13", "22:30", "call")], (), f"{SAT} 09:00"),
    ("ru-consumer", [("2026-03-13", "22:30", "call")], (SAT,), f"{SAT} 09:00"),
    ("ru-consumer", [(MON, "07:00", "message")], (MON,), f"{MON} 09:00"),
    ("ru-consumer", [(MON, "10:00", "call"), (TUE, "10:00", "call"), (WED, "10:00", "call")],
     (), "2026-03-16 08:00"),
    ("us-consumer", [(MON, "10:00", "call", "held"), (TUE, "10:00", "call")], (),
     "2026-03-16 08:00"),
    ("ie-consumer", [(SUN, "12:00", "call")], ("2026-03-16",), "2026-03-17 09:00"),
    # Moving it to Tuesday 08:00 would make the call of Tuesday the second of that day.
    ("ru-consumer", [(TUE, "10:00", "call"), (MON, "23:00", "call")], (), f"{WED} 08:00"),
]  # fmt: skip


def test_next_moment(run: Run, rules: dict[str, list[dict[str, Any]]]) -> None:
    cases = [plan_case(rules[chosen], contacts, free) for chosen, contacts, free, _ in NEXT]
    for (*_, wanted), got in zip(NEXT, run(cases), strict=True):
        date, time = wanted.split()
        assert got[-1]["verdict"] == "no"
        assert got[-1]["next"] == {"day": day(date), "minute": minute(time)}, wanted


# ---- plans drawn at random, judged here by the wording of the rules --------------------------


def russian(plan: list[tuple[dt.datetime, str]], holidays: set[dt.date], index: int) -> bool:
    """Whether 230-FZ allows one contact of a plan: hours, then counts by day, week, month."""
    when, channel = plan[index]
    free = when.weekday() >= 5 or when.date() in holidays
    opening, closing = (dt.time(9), dt.time(20)) if free else (dt.time(8), dt.time(22))
    if not opening <= when.time() < closing:
        return False
    sooner = [w for i, (w, c) in enumerate(plan) if c == channel and (w, i) < (when, index)]
    same_day = sum(w.date() == when.date() for w in sooner)
    same_week = sum(w.isocalendar()[:2] == when.isocalendar()[:2] for w in sooner)
    same_month = sum((w.year, w.month) == (when.year, when.month) for w in sooner)
    if channel == "call":
        return same_day < 1 and same_week < 2 and same_month < 8
    if channel == "visit":
        return same_week < 1
    return same_day < 2 and same_week < 4 and same_month < 16


def drawn() -> Iterator[tuple[list[tuple[dt.datetime, str]], set[dt.date]]]:
    """Plans around the turn of a month and of the year, on half hours; always the same ones."""
    chance = random.Random(230)
    for start in [dt.date(2026, 2, 23), dt.date(2025, 12, 22), dt.date(2028, 2, 24)] * 12:
        plan = [
            (
                dt.datetime.combine(start, dt.time())
                + dt.timedelta(minutes=30 * chance.randrange(48 * 12)),
                chance.choice(["call", "call", "message", "visit"]),
            )
            for _ in range(chance.randrange(1, 11))
        ]
        holidays = {start + dt.timedelta(days=chance.randrange(12)) for _ in range(2)}
        yield plan, holidays


def test_drawn_plans_are_judged_as_the_wording_has_it(
    run: Run, rules: dict[str, list[dict[str, Any]]]
) -> None:
    plans = list(drawn())
    cases = [
        plan_case(
            rules["ru-consumer"],
            [(w.date().isoformat(), w.strftime("%H:%M"), c) for w, c in plan],
            tuple(h.isoformat() for h in holidays),
        )
        for plan, holidays in plans
    ]
    refused = 0
    for (plan, holidays), got in zip(plans, run(cases), strict=True):
        for i, answer in enumerate(got):
            allowed = russian(plan, holidays, i)
            assert answer["verdict"] == ("yes" if allowed else "no"), (plan, holidays, i)
            assert (answer["next"] is None) == allowed
            refused += not allowed
            if not allowed and i % 3 == 0:
                moment = soonest(plan, holidays, i)
                assert answer["next"] == {
                    "day": day(moment.date()),
                    "minute": moment.hour * 60 + moment.minute,
                }, (plan, holidays, i)
    assert refused > 40


def soonest(plan: list[tuple[dt.datetime, str]], holidays: set[dt.date], index: int) -> dt.datetime:
    """The next half hour at which a contact is allowed and disturbs no other; tried one by one."""
    when, channel = plan[index]
    others = [one for i, one in enumerate(plan) if i != index]
    sound = [russian(others, holidays, i) for i in range(len(others))]
    while True:
        trial = [*plan[:index], (when, channel), *plan[index + 1 :]]
        rest = [i for i in range(len(plan)) if i != index]
        if russian(trial, holidays, index) and all(
            russian(trial, holidays, i) or not sound[n] for n, i in enumerate(rest)
        ):
            return when
        when += dt.timedelta(minutes=30)


# ---- clocks ------------------------------------------------------------------------------------


def python_converts(wall: dt.datetime, source: str, target: str) -> list[tuple[int, int]]:
    """What the clock of one zone shows at the instants when that of another shows ``wall``."""
    found = []
    for fold in (0, 1):
        instant = wall.replace(tzinfo=ZoneInfo(source), fold=fold).astimezone(dt.UTC)
        if instant.astimezone(ZoneInfo(source)).replace(tzinfo=None, fold=0) == wall:
            there = instant.astimezone(ZoneInfo(target))
            found.append((instant, (day(there.date()), there.hour * 60 + there.minute)))
    return [shown for _, shown in sorted(set(found))]


def test_clocks_of_two_zones(run: Run) -> None:
    """Around changes of the clocks, where two places change on different days."""
    places = [
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Europe/Moscow",
        "Asia/Kamchatka",
    ]
    walls = [
        dt.datetime(2026, month, date, hour, minute_)
        for month, date in [(3, 8), (3, 10), (3, 29), (10, 25), (11, 1), (2, 28), (12, 31)]
        for hour, minute_ in [(0, 0), (1, 30), (2, 0), (2, 30), (3, 0), (12, 15), (23, 59)]
    ]
    wanted, cases = [], []
    for wall in walls:
        for source in places:
            for target in ("America/New_York", "Europe/London", "Asia/Shanghai"):
                wanted.append(python_converts(wall, source, target))
                cases.append(
                    {
                        "kind": "convert",
                        "day": day(wall.date()),
                        "minute": wall.hour * 60 + wall.minute,
                        "from": source,
                        "to": target,
                    }
                )
    got = [[(one["day"], one["minute"]) for one in answer] for answer in run(cases)]
    assert got == wanted
    assert {len(answer) for answer in got} == {0, 1, 2}


def test_a_call_from_london_to_new_york_when_only_one_has_changed_its_clocks(
    run: Run, rules: dict[str, list[dict[str, Any]]]
) -> None:
    """12:30 in London is 7:30 in New York on 5 March 2026 and 8:30 on 10 March."""
    there = run(
        [
            {"kind": "convert", "day": day(date), "minute": minute("12:30"),
             "from": "Europe/London", "to": "America/New_York"}
            for date in ("2026-03-05", "2026-03-10")
        ]
    )  # fmt: skip
    plans = []
    for ((moment,),) in [(answer,) for answer in there]:
        case = plan_case(rules["us-consumer"], [(MON, "12:00", "call")])
        case["plan"][0].update(moment)
        plans.append(case)
    assert [answer[0]["verdict"] for answer in run(plans)] == ["no", "yes"]


def test_a_time_that_the_clocks_show_twice_is_judged_both_times(
    run: Run, rules: dict[str, list[dict[str, Any]]]
) -> None:
    case = plan_case(rules["us-consumer"], [(MON, "08:30", "call")])
    case["plan"][0]["second"] = {"day": day(MON), "minute": minute("07:30")}
    (got,) = run([case])
    assert got[0]["verdict"] == "no"


def test_dates_as_people_type_them(run: Run) -> None:
    typed = {
        "2028-02-29": "2028-02-29",
        "29.2.2028": "2028-02-29",
        " 1.05.2026 ": "2026-05-01",
        "2000-02-29": "2000-02-29",
        "2026-02-29": None,
        "31.04.2026": None,
        "2100-02-29": None,
        "1 May 2026": None,
        "05/01/2026": None,
        "": None,
    }
    got = run([{"kind": "day", "text": text} for text in typed])
    assert got == [wanted and day(wanted) for wanted in typed.values()]
