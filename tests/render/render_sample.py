"""A small course in two languages, built in code: every item type, card and table once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec

from goodterms.diagnostics import Position
from goodterms.model.assessments import Assessment, Form
from goodterms.model.course import (
    Course,
    Language,
    Lesson,
    LessonFront,
    Module,
    ModuleEntry,
    ModuleFront,
    Objective,
    RolePlay,
    Settings,
)
from goodterms.model.document import Document, Embed, Section
from goodterms.model.embeds import scan
from goodterms.model.items import (
    Bank,
    Classify,
    Item,
    Left,
    Match,
    Multiple,
    Numeric,
    NumericKey,
    Option,
    Order,
    Right,
    Short,
    Single,
    Written,
    WrongValue,
)
from goodterms.model.roleplay import (
    Choice,
    Ending,
    Fact,
    Party,
    RolePlayFront,
    Simulation,
    Skill,
    State,
    Timing,
)
from goodterms.model.tables import (
    Amount,
    Criterion,
    HardFail,
    LawFact,
    Level,
    RedLine,
    Rubric,
    Term,
)

Say = Callable[[str, str], str]


def document(path: str, body: str) -> Document:
    """A document with sections and embeds, as the loader makes it."""
    parts = body.split("\n## ")
    sections = []
    for part in parts[1:]:
        head, _, text = part.partition("\n")
        title, _, rest = head.partition(" {#")
        sections.append(Section(rest.rstrip("}"), title, text, Position(path)))
    embeds = tuple(
        Embed(e.name, e.id, e.label, e.start, e.end, Position(path), e.alone) for e in scan(body)
    )
    return Document(path, body, parts[0], tuple(sections), (), embeds)


def options(say: Say, *rows: tuple[str, str, str, str, str]) -> list[Option]:
    """Options from (letter, text en, text ru, why en, why ru)."""
    return [Option(id=i, text=say(a, b), why=say(c, d)) for i, a, b, c, d in rows]


def items(say: Say, factor: float) -> list[Item]:
    """Practice items p1…p7, one of each type but written, and the same again as test items."""
    base: dict[str, Any] = {"objective": "s1-o1", "topics": ["T1"], "level": "apply"}

    def single(use: str, item_id: str) -> Single:
        return Single(
            id=item_id,
            use=use,
            **base,
            law=["eu-interest"],
            stem=say(
                'Nina says: “It is in approval.” The invoice of {{ money("heron") }} is 21 days '
                "past due. What do you ask first?",
                'Нина говорит: «Счёт на согласовании». Счёт на {{ money("heron") }} просрочен '
                "на 21 день. О чём вы спросите в первую очередь?",
            ),
            options=[
                *options(
                    say,
                    (
                        "a",
                        "What holds it, and who can release it?",
                        "Что его держит и кто может его выпустить?",
                        "It finds the step that is stuck and the person who can move it.",
                        "Вопрос находит застрявший шаг и человека, который может его сдвинуть.",
                    ),
                    (
                        "b",
                        "When will you pay at last?",
                        "Когда же вы наконец заплатите?",
                        "It asks for a promise that she cannot give.",
                        "Вы просите обещание, которого она дать не может.",
                    ),
                ),
                Option(
                    id="c",
                    text=say(
                        "Shall I tell your director about your delays?",
                        "Рассказать вашему директору о задержках?",
                    ),
                    why=say("A threat in the shape of a question.", "Это угроза в форме вопроса."),
                    red_line="H1",
                ),
            ],
            key="a",
        )

    def multiple(use: str, item_id: str) -> Multiple:
        return Multiple(
            id=item_id,
            use=use,
            **base,
            points=2,
            stem=say(
                "Which facts come before every contact?", "Какие факты нужны до любого контакта?"
            ),
            options=options(
                say,
                (
                    "a",
                    "How much",
                    "Сколько",
                    "The sum, without the disputed part.",
                    "Сумма без спорной части.",
                ),
                (
                    "b",
                    "How old",
                    "Как давно",
                    "Days past due decide the step.",
                    "Дни просрочки определяют шаг.",
                ),
                (
                    "c",
                    "Whose fault",
                    "Кто виноват",
                    "It starts a quarrel.",
                    "С этого начинается ссора.",
                ),
                (
                    "d",
                    "Why",
                    "Почему",
                    "The reason decides the tool.",
                    "Причина определяет средство.",
                ),
            ),
            key=["a", "b", "d"],
        )

    def order(use: str, item_id: str) -> Order:
        return Order(
            id=item_id,
            use=use,
            **base,
            stem=say(
                "Put the life of a receivable into order.",
                "Расставьте этапы жизни дебиторской задолженности.",
            ),
            options=options(
                say,
                (
                    "a",
                    "Invoice sent",
                    "Счёт выставлен",
                    "It begins here.",
                    "С этого всё начинается.",
                ),
                ("b", "Due date", "Срок оплаты", "The terms end.", "Отсрочка закончилась."),
                ("c", "First call", "Первый звонок", "The day after.", "На следующий день."),
                ("d", "Formal claim", "Претензия", "With a date.", "С указанием срока."),
            ),
            key=["a", "b", "c", "d"],
        )

    def pairs(cls: Any, use: str, item_id: str) -> Any:
        return cls(
            id=item_id,
            use=use,
            **base,
            stem=say("Whom do you call about each?", "Кому вы позвоните по каждому вопросу?"),
            left=[
                Left(
                    id="a",
                    text=say("Wrong shade of paint", "Не тот оттенок краски"),
                    why=say("Branch 17 saw the tubs.", "Вёдра видели в филиале 17."),
                ),
                Left(
                    id="b",
                    text=say("“In approval” in the portal", "«На согласовании» в портале"),
                    why=say("Payables see the step.", "Этот шаг виден в отделе платежей."),
                ),
                Left(
                    id="c",
                    text=say("No money until July", "Денег не будет до июля"),
                    why=say("Only finance can say so.", "Так может сказать только финдиректор."),
                ),
            ],
            right=[
                Right(id="a", text=say("The branch", "Филиал")),
                Right(id="b", text=say("Accounts payable", "Отдел платежей")),
                Right(id="c", text=say("The finance director", "Финансовый директор")),
            ],
            key={"a": "a", "b": "b", "c": "c"},
        )

    def numeric(use: str, item_id: str, money: bool) -> Numeric:
        scale = factor if money else 1
        return Numeric(
            id=item_id,
            use=use,
            **base,
            stem=say(
                'Sales of {{ money("1080000") }} in 90 days, receivables of '
                '{{ money("480000") }}. '
                + ("One day of DSO is worth how much?" if money else "What is the DSO?"),
                'Продажи {{ money("1080000") }} за 90 дней, задолженность '
                '{{ money("480000") }}. '
                + ("Сколько стоит один день DSO?" if money else "Чему равен DSO?"),
            ),
            key=NumericKey(
                value=(12000 if money else 40) * scale,
                tolerance=0.05 * scale,
                decimals=0 if money else 1,
                unit="money" if money else say("days", "дней"),
            ),
            check="1080000 / 90" if money else "480000 / 1080000 * 90",
            wrong=[
                WrongValue(
                    value=(5333 if money else 202.5) * scale,
                    why=say("The fraction stands on its head.", "Дробь перевёрнута."),
                )
            ],
            why=say("Divide, then multiply by the days.", "Разделите и умножьте на число дней."),
        )

    def short(use: str, item_id: str) -> Short:
        return Short(
            id=item_id,
            use=use,
            **base,
            stem=say(
                "What is the part of an invoice called that nobody contests?",
                "Как называется часть счёта, которую никто не оспаривает?",
            ),
            accept=[
                say("undisputed part", "неоспариваемая часть"),
                say("undisputed", "бесспорная часть"),
            ],
            why=say(
                "It is due although the rest is not.", "Она подлежит оплате, хотя остальное нет."
            ),
        )

    made: list[Item] = []
    for use, letter in (("practice", "p"), ("test", "t")):
        made += [
            single(use, f"s1-{letter}1"),
            multiple(use, f"s1-{letter}2"),
            order(use, f"s1-{letter}3"),
            pairs(Match, use, f"s1-{letter}4"),
            pairs(Classify, use, f"s1-{letter}5"),
            numeric(use, f"s1-{letter}6", False),
            short(use, f"s1-{letter}7"),
            numeric(use, f"s1-{letter}8", True),
        ]
    made.append(
        Written(
            id="s1-w1",
            use="test",
            **base,
            points=10,
            rubric="letter",
            stem=say(
                "Write a reminder to Nina in at most 120 words.",
                "Напишите Нине напоминание, не больше 120 слов.",
            ),
            model=say(
                "Dear Nina,\n\nthe undisputed part fell due on 14 May.",
                "Нина, добрый день!\n\nСрок оплаты бесспорной части истёк 14 мая.",
            ),
        )
    )
    return made


def simulation(say: Say) -> Simulation:
    """Three states, a good and a bad ending, one red line."""
    return Simulation(
        id="s1-s1",
        title=say("Stuck in approval", "Застряло на согласовании"),
        role_play="s1-rp1",
        minutes=8,
        pass_mark=60,
        objectives=["s1-o1"],
        skills=[
            Skill(id="facts", title=say("Facts before claims", "Сначала факты")),
            Skill(id="tone", title=say("Tone", "Тон")),
        ],
        you=say("Anna Lin", "Анна Лин"),
        setting=say(
            'Thursday, 10:05. {{ money("heron") }} are 21 days late.',
            'Четверг, 10:05. {{ money("heron") }} просрочены на 21 день.',
        ),
        start="opening",
        states=[
            State(
                id="opening",
                speaker=say("Nina Bai", "Нина Бай"),
                trust=50,
                mood=say("guarded", "насторожена"),
                line=say(
                    "Accounts payable, Nina. If it is GH-2417: it is in approval.",
                    "Отдел платежей, Нина. GH-2417 на согласовании.",
                ),
                choices=[
                    Choice(
                        id="a",
                        next="approval",
                        effects={"facts": 20, "tone": 10},
                        say=say(
                            "Thank you. What does it wait for, and who releases it?",
                            "Спасибо. Чего он ждёт и кто его выпускает?",
                        ),
                        feedback=say(
                            "You ask for the step, not for a promise.",
                            "Вы спрашиваете о шаге, а не просите обещание.",
                        ),
                    ),
                    Choice(
                        id="b",
                        next="approval",
                        effects={"tone": -20},
                        say=say("You said that last week.", "Вы говорили это неделю назад."),
                        feedback=say("True, and useless.", "Правда, но бесполезная."),
                    ),
                    Choice(
                        id="c",
                        next="stop",
                        effects={"tone": -40},
                        red_line="H1",
                        say=say(
                            "Pay tomorrow, or everyone will hear of it.",
                            "Платите завтра, или об этом узнают все.",
                        ),
                        feedback=say("A threat of publicity.", "Угроза оглаской."),
                    ),
                ],
            ),
            State(
                id="approval",
                speaker=say("Nina Bai", "Нина Бай"),
                mood=say("open", "открыта"),
                trust=65,
                line=say("It waits for branch 17. The tubs.", "Ждёт филиал 17. Вёдра."),
                choices=[
                    Choice(
                        id="a",
                        next="plan",
                        effects={"facts": 15, "tone": 10},
                        say=say(
                            "Then let us split it: the undisputed part tomorrow.",
                            "Тогда разделим: бесспорную часть завтра.",
                        ),
                        feedback=say("Clause 7.4 says so.", "Так сказано в пункте 7.4."),
                    ),
                    Choice(
                        id="b",
                        next="stop",
                        effects={"facts": -10},
                        say=say("That is not my problem.", "Это не моя проблема."),
                        feedback=say("It is exactly your problem.", "Именно что ваша."),
                    ),
                ],
            ),
        ],
        endings=[
            Ending(
                id="plan",
                title=say("A date and a sum", "Дата и сумма"),
                worth=100,
                debrief=say(
                    "You split the invoice and got a date.", "Вы разделили счёт и получили дату."
                ),
            ),
            Ending(
                id="stop",
                title=say("The line goes dead", "Трубку положили"),
                worth=0,
                debrief=say(
                    "Nina will let the next call ring.", "На следующий звонок Нина не ответит."
                ),
            ),
        ],
    )


ROLE_PLAY_BODY = """
## The situation {#situation}

It is Thursday. Invoice GH-2417, {{ fact("invoice") }}, fell due on {{ fact("due") }}.

## Confidential: Anna Lin {#confidential-anna}

**You** want money tomorrow. What only you know: {{ fact("half") }} today saves the week.

### What you may say

- The true consequence of clause 7.2.

## Confidential: Nina Bai {#confidential-nina}

**You** want a quiet Friday. The run has room for {{ fact("cash") }}.

## Observer sheet {#observer}

- Did Anna name the sum?
- Write down one sentence word for word.

## Debrief {#debrief}

1. What happened?
2. What surprised you?

{{ simulation("s1-s1") }}

## Teaching note {#teaching-note}

The zone is computed from the limits. {{ red_line("H1") }} applies.

{{ red_line("H1") }}
"""

LESSON_BODY = """
## The call on Thursday {#moment}

Invoice GH-2417 is 21 days past due. {{ term("dso") }} says little about it.
Does Anna ring Clay Hill today, or wait?

## The tool {#tool}

Late payment has a price: {{ law("eu-interest") }}. A call costs less than {{ money("heron-day") }}.

| Day | Receipts | Headroom |
|---|---:|---:|
| Thu 4 June | | {{ money("38000") }} |
| Fri 5 June | {{ money("12000") }} | {{ money("67600.50") }} |

{{ law("eu-interest") }}

!!! badly "Done badly"
    **Viktor:** Small change.

    **Nina:** It is in approval.

    **Viktor:** You said that on Monday.

!!! well "Done well"
    **Viktor:** What holds it, and who can release it?

    **Nina:** Branch 17. The shade is wrong.

    **Tomas Reed:** I will look at it by noon.

    {{ law("us-calls") }}

!!! note
    A note with `code` and {{ law("us-calls", "a cite") }}.

??? info "Open to see the working"
    480,000 ÷ 1,080,000 × 90 = 40.0

## Where it stops {#limits}

{{ red_line("H1") }}

## Your turn {#practice}

{{ quiz("s1-p1") }}

{{ quiz("s1-p2") }}

{{ quiz("s1-p6") }}

- In a list:

    {{ quiz("s1-p7") }}

{{ role_play("s1-rp1") }}

{{ simulation("s1-s1") }}

{{ assessment("s1-test") }}

{{ task("s1-task") }}
"""


def sample_course(lang: str = "en") -> Course:
    """The sample course in English or Russian."""
    russian = lang == "ru"

    def say(english: str, other: str) -> str:
        return other if russian else english

    languages = [
        Language(code="en", name="English", currency="EUR", factor=1),
        Language(code="ru", name="Русский", currency="RUB", factor=100),
    ]
    language = languages[1] if russian else languages[0]
    entry = ModuleEntry(
        id="s1",
        folder="01-sample",
        title=say("Sample", "Пример"),
        status={"en": "released", "ru": "released"},
    )
    front = ModuleFront(
        id="s1",
        title=say("Receivables", "Дебиторская задолженность"),
        minutes=24,
        objectives=[Objective(id="s1-o1", text=say("Compute DSO", "Вычислить DSO"))],
        lessons=["cost", "facts"],
        role_plays=["limbo"],
        simulations=["limbo"],
    )
    lesson = Lesson(
        "cost",
        LessonFront(
            id="s1-l1",
            minutes=12,
            objectives=["s1-o1"],
            topics=["T1"],
            title=say("What a receivable costs", "Сколько стоит долг"),
        ),
        document("modules/01-sample/cost.md", LESSON_BODY),
    )
    other = Lesson(
        "facts",
        LessonFront(
            id="s1-l2",
            minutes=12,
            objectives=["s1-o1"],
            topics=["T1"],
            title=say("Three facts", "Три факта"),
        ),
        document(
            "modules/01-sample/facts.md",
            '\n## One {#moment}\n\n{{ quiz("s1-p3") }}\n\n{{ quiz("s1-p4") }}\n',
        ),
    )
    role_play = RolePlay(
        "limbo",
        RolePlayFront(
            id="s1-rp1",
            title=say("Stuck in approval", "Застряло на согласовании"),
            kind="negotiation",
            context="b2b",
            jurisdiction="EU",
            minutes=Timing(prepare=5, play=10, debrief=15),
            parties=[
                Party(
                    id="anna",
                    name=say("Anna Lin, credit, Grey Heron", "Анна Лин, кредитный контролёр"),
                    target=41600,
                    limit=20800,
                    wants="high",
                ),
                Party(
                    id="nina",
                    name=say("Nina Bai, payables, Clay Hill", "Нина Бай, отдел платежей"),
                    target=0,
                    limit=28000,
                    wants="low",
                ),
            ],
            unit=say("EUR paid on Friday", "RUB к оплате в пятницу"),
            zone="computed",
            objectives=["s1-o1"],
            red_lines=["H1"],
            rubric="letter",
            facts=[
                Fact(id="invoice", value="48000", unit="money", known_to=["anna", "nina"]),
                Fact(id="half", value="20800", unit="money", known_to=["anna"]),
                Fact(id="cash", value="28000", unit="money", known_to=["nina"]),
                Fact(id="due", value=say("14 May", "14 мая"), known_to=["anna", "nina"]),
                Fact(id="tubs", value="1064", known_to=["anna"]),
            ],
        ),
        document("modules/01-sample/role-plays/limbo.md", ROLE_PLAY_BODY),
    )
    bank = Bank(id="s1", module="s1", items=items(say, language.factor))
    module = Module(
        entry=entry,
        front=front,
        document=document("modules/01-sample/index.md", ""),
        lessons=(lesson, other),
        role_plays=(role_play,),
        simulations={"limbo": simulation(say)},
        bank=bank,
        status="released",
    )
    tests = [f"s1-t{n}" for n in range(1, 9)]
    assessments = [
        Assessment(
            id="s1-test",
            kind="module-test",
            module="s1",
            minutes=25,
            pass_mark=70,
            title=say("Test of module 1", "Тест по модулю 1"),
            intro=say("Eight questions, all types.", "Восемь вопросов всех типов."),
            forms=[Form(id="a", items=tests)],
        ),
        Assessment(
            id="s1-exam",
            kind="final-exam",
            delivery="sealed",
            attempts=1,
            title=say("Final exam", "Итоговый экзамен"),
            forms=[Form(id="a", items=tests)],
        ),
        Assessment(
            id="s1-task",
            kind="task",
            module="s1",
            title=say("A reminder", "Напоминание"),
            forms=[Form(id="a", items=["s1-w1"])],
        ),
    ]
    settings = Settings(
        id="sample",
        iri="urn:uuid:0",
        title=say("Sample course", "Пример курса"),
        tagline="T",
        version="1.2.3",
        notice="Training, not legal advice.",
        languages=languages,
        modules=[entry],
        pass_mark=80,
    )
    return Course(
        settings=settings,
        language=language,
        modules=(module,),
        planned=(),
        assessments={a.id: a for a in assessments},
        topics={},
        terms={
            "dso": Term(
                id="dso",
                term="DSO",
                definition=say(
                    "Days sales outstanding: receivables in days of sales.",
                    "Средний срок оплаты: дебиторская задолженность в днях продаж.",
                ),
            )
        },
        law={
            "eu-interest": LawFact(
                id="eu-interest",
                jurisdiction="EU",
                verified=True,
                as_of=dt.date(2026, 7, 1),
                applies_to=say("B2B supply", "Поставки между компаниями"),
                text=say(
                    "Interest runs without a reminder, at the *reference rate* plus 8 points.",
                    "Проценты начисляются без напоминания: *ставка* плюс 8 пунктов.",
                ),
                cite="Directive 2011/7/EU, art. 2(6)",
                source="eur-lex.europa.eu, 32011L0007",
            ),
            "us-calls": LawFact(
                id="us-calls",
                jurisdiction="US",
                verified=False,
                as_of=dt.date(2026, 6, 15),
                applies_to=say("Consumer debts", "Долги потребителей"),
                text=say(
                    "Seven calls in seven days per debt.", "Семь звонков за семь дней по долгу."
                ),
                cite="12 CFR 1006.14(b)",
                source="consumerfinance.gov",
            ),
        },
        red_lines={
            "H1": RedLine(
                id="H1",
                title=say("Threats", "Угрозы"),
                law=["eu-interest", "us-calls"],
                recognise=say(
                    "Threatening force, disgrace or a prosecution that does not exist.",
                    "Угроза силой, позором или несуществующим преследованием.",
                ),
                refuse=say(
                    "“I will not say that. We have not decided it.”",
                    "«Я этого не скажу. Мы этого не решали».",
                ),
                replace=say(
                    "“If it is not here by 14 June, clause 7.2 lets us suspend deliveries. You "
                    "avoid it by confirming the date today.”",
                    "«Если оплаты не будет до 14 июня, по пункту 7.2 мы вправе остановить "
                    "поставки. Этого не случится, если сегодня вы подтвердите дату».",
                ),
            )
        },
        rubrics={
            "letter": Rubric(
                id="letter",
                title=say("A letter", "Письмо"),
                criteria=[
                    Criterion(
                        id="facts",
                        title=say("Facts", "Факты"),
                        weight=60,
                        levels=[
                            Level(
                                score=s,
                                anchor=say(
                                    f"Names {s} of the four facts with the right number.",
                                    f"Названо фактов с верным числом: {s} из четырёх.",
                                ),
                            )
                            for s in (4, 3, 2, 1, 0)
                        ],
                    ),
                    Criterion(
                        id="tone",
                        title=say("Tone", "Тон"),
                        weight=40,
                        levels=[
                            Level(
                                score=s,
                                anchor=say(
                                    f"Asks {s} open questions before it claims anything.",
                                    f"До требования задано открытых вопросов: {s}.",
                                ),
                            )
                            for s in (4, 2, 0)
                        ],
                    ),
                ],
                hard_fails=[HardFail(red_line="H1", text=say("Any threat.", "Любая угроза."))],
            )
        },
        amounts={
            "heron": Amount(id="heron", value=48000, text="invoice"),
            "heron-day": Amount(id="heron-day", value=12000, text="one day"),
        },
    )


def links(kind: str, target: str) -> str | None:
    """Addresses of the sample's pages."""
    pages = {"law": "law.html#", "red_line": "redlines.html#", "term": "glossary.html#"}
    if kind in pages:
        return pages[kind] + target
    return f"{kind}-{target}.html"


def changed(record: Any, **changes: Any) -> Any:
    """A copy of an authored record with some fields changed."""
    return msgspec.structs.replace(record, **changes)
