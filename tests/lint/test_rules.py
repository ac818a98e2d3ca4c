"""Rules at their edges: one change to a clean course, and exactly what it leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.support import BANK, ENGLISH, PLAY, SIMULATION, changed, codes, findings

LESSON = ENGLISH + "handing-back.md"
RU_LESSON = ENGLISH + "handing-back.ru.md"
GUIDE = ENGLISH + "facilitator.md"
RU_BANK = "quizzes/01-safe-to-ride.ru.yml"
COURSE = "course/course.yml"
PHRASE = "Just ride slowly"

CASES = [
    # red-line phrases: where they may stand, and where not
    ("a plain paragraph", LESSON, ("Say the sum", f"{PHRASE}. Say the sum"), ["X001"]),
    ("over two lines", LESSON, ("Say the sum", "Just ride\nslowly. Say the sum"), ["X001"]),
    ("inside a longer word", LESSON, ("Say the sum", "Adjust rides slowly. Say the sum"), []),
    ("in code", LESSON, ("Say the sum", f"`{PHRASE}`. Say the sum"), []),
    ("a paragraph that names the line", LESSON, ("Say the sum", f"{PHRASE} is H1. Say the"), []),
    ("a paragraph that names another", LESSON, ("Say the sum", f"{PHRASE} is H11. Say"), ["X001"]),
    ("a folded prohibited block", LESSON, ("!!! prohibited", "??? prohibited"), []),
    ("a block of another kind", LESSON, ("!!! prohibited", "!!! warning"), ["X001"] * 2),
    ("a bad dialogue", ENGLISH + "worn-or-not.md", ("And the rim?", "Just ride slowly."), []),
    ("a good dialogue", ENGLISH + "worn-or-not.md", ("Then clean the rim first", PHRASE), ["X001"]),
    ("the guide", GUIDE, ("stop and rewind", "just ride slowly, stop and rewind"), ["X001"]),
    ("a debrief", PLAY, ("What did each of you know", f"{PHRASE}: what did you know"), ["X001"]),
    ("a teaching note", PLAY, ("Iris lectures: stop", "Iris says just ride slowly: stop"), []),
    ("a confidential sheet", PLAY, ("a price that changes", "just ride slowly, a"), ["X001"]),
    ("a stem beside a tempting option", BANK, ("A regular wants", f"{PHRASE}? He wants"), []),
    ("a rationale beside one", BANK, ("It stays, which is right, but", f"{PHRASE}, but"), ["X001"]),
    ("the key", BANK, ("I keep it here, at no charge.", "I keep it. Just ride slowly."), ["X001"]),
    ("an accepted answer", BANK, ('"spoke wrench"', '"just ride slowly"'), []),
    ("a state with a tempting choice", SIMULATION, ("Is it done? I'm", f"{PHRASE}? I'm"), []),
    ("a state without one", SIMULATION, ("At half past. What", f"{PHRASE}? What"), ["X001"]),
    ("a clean choice", SIMULATION, ("There is a bus, I think", PHRASE), ["X001"]),
    ("an ending", SIMULATION, ("The bicycle stayed, which", f"{PHRASE}, which"), ["X001"]),
    ("a good level of a rubric", "course/rubrics.yml", ("Names each finding", PHRASE), ["X001"]),
    (
        "a Russian phrase in Russian",
        RU_LESSON,
        ("Назовите сумму", "Только не гоните. Назовите"),
        ["X001"],
    ),
    ("an English phrase in Russian", RU_LESSON, ("Назовите сумму", f"{PHRASE}. Назовите"), []),
    # embeds and links
    ("an amount of no case", LESSON, ('money("48")', 'money("fourty")'), ["R003"]),
    ("an embed in code", LESSON, ("Say the sum", '`{{ nothing("x") }}` Say the sum'), []),
    ("a task embedded as a test", LESSON, ('task("m01-task")', 'assessment("m01-task")'), ["R004"]),
    (
        "a question in a stem",
        BANK,
        ("A lever comes back", r"{{ quiz(\"m01-q01\") }} It comes"),
        ["R004"],
    ),
    (
        "a link out of the course",
        LESSON,
        ("Say the sum", "[x](../../../x.md) Say the sum"),
        ["R005"],
    ),
    ("a link to the web", LESSON, ("Say the sum", "[x](https://example.org/x) Say the sum"), []),
    ("an anchor on the same page", LESSON, ("Say the sum", "[x](#practice) Say the sum"), []),
    ("no anchor on the same page", LESSON, ("Say the sum", "[x](#nowhere) Say the sum"), ["R006"]),
    (
        "a file name as the words",
        ENGLISH + "index.md",
        ("A wheel between two brake pads", "wheel"),
        ["R008"],
    ),
    (
        "a script of another host",
        LESSON,
        ("Say the sum", '<script src="//example.org/x.js"></script> Say the sum'),
        ["R009"],
    ),
    # items
    ("a scoring rule by name", BANK, ("scoring: pairs", "scoring: all-or-nothing"), []),
    ("an unknown option in a list", BANK, ("key: [b, c, a]", "key: [b, c, d]"), ["I001"]),
    ("a letter twice", BANK, ("key: [b, c, a]", "key: [b, c, c]"), ["I001"]),
    ("one right answer in a multiple", BANK, ("key: [a, c]", "key: [a]"), ["I001"]),
    ("a left side without a pair", BANK, ("key: {a: p, b: q}", "key: {a: p}"), ["I001"]),
    ("a right side of nobody", BANK, ("key: {a: p, b: q}", "key: {a: p, b: z}"), ["I001"]),
    ("a left side of nobody", BANK, ("key: {a: p, b: q}", "key: {a: p, z: q}"), ["I001"]),
    (
        "a key rounded to its decimals",
        BANK,
        (
            "key: {value: 20, tolerance: 0, decimals: 0",
            "key: {value: 20.4, tolerance: 0, decimals: 0",
        ),
        [],
    ),
    (
        "a key beyond its decimals",
        BANK,
        (
            "key: {value: 20, tolerance: 0, decimals: 0",
            "key: {value: 20.4, tolerance: 0, decimals: 1",
        ),
        ["I016"],
    ),
    ("division by zero", BANK, ('check: "60 * 20 / 60"', 'check: "60 / 0"'), ["I016"]),
    ("a number in Russian capitals", RU_BANK, ("НЕ может", "не может"), ["I008"]),
    (
        "a retired item in a form",
        BANK,
        ("id: m01-q12\n    use: test", "id: m01-q12\n    use: test\n    retired: true"),
        ["C004", "A002", "I020"],
    ),
    # role-plays
    (
        "a private fact in the observer sheet",
        PLAY,
        ("Iris names the finding", 'Iris names {{ fact("price") }}'),
        ["P003"],
    ),
    ("a small private number", PLAY, ("Five to six at", "Five to six, 54 steps at"), []),
    ("a private text in the other sheet", PLAY, ("You carry", "Half past six. You carry"), []),
    ("a private text in the situation", PLAY, ("Five to six at", "Half past six at"), ["P004"]),
    ("no zone although there is one", PLAY, ("zone: computed", "zone: none"), ["P006"]),
    ("both want more", PLAY, ("limit: 54, wants: low", "limit: 54, wants: high"), ["P005", "P005"]),
    ("a code within another code", PLAY, ("- [ ] H1 the", "- [ ] H10 the"), ["P009"]),
    # translations
    (
        "a decimal point in Russian",
        RU_LESSON,
        ("поезд через полчаса", "поезд через 0.5 часа"),
        ["T008"],
    ),
    (
        "an amount through money",
        RU_BANK,
        ("три четверти.", r"три четверти, {{ money(\"46\") }}."),
        ["T007"],
    ),
    ("a glossary link less", ENGLISH + "worn-or-not.ru.md", (' ({{ term("rim") }})', ""), ["T007"]),
    (
        "an unknown section",
        RU_LESSON,
        ("## Ваша очередь {#practice}", "## Ещё {#more}\n\nТекст.\n\n## Ваша очередь {#practice}"),
        ["T006"],
    ),
    (
        "an untranslated objective",
        ENGLISH + "index.ru.md",
        ('  - {id: m01-o3, text: "Устранить восьмёрку до одного миллиметра"}\n', ""),
        ["T005"],
    ),
    # leftovers and structure
    ("question marks in a row", LESSON, ("What do you say?", "What do you say???"), ["Z001"]),
    (
        "a folded block is none",
        LESSON,
        ("!!! prohibited", '??? info "x"\n    y\n\n!!! prohibited'),
        [],
    ),
    ("an asterisk in code", LESSON, ("Say the sum", "`2 ** 3` Say the sum"), []),
    ("a placeholder", GUIDE, ("Which of them may leave?", "Text goes here"), ["Z001"]),
    ("an HTML comment", LESSON, ("Say the sum", "<!-- TODO: ask Iris --> Say the sum"), []),
    (
        "a module status in no language",
        COURSE,
        ("ru: released", "ru: released, fr: draft"),
        ["S013"],
    ),
]


@pytest.mark.parametrize(
    ("path", "change", "wanted"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
def test_one_change_leads_to_this(
    tmp_path: Path, path: str, change: tuple[str, str], wanted: list[str]
) -> None:
    found = codes(changed(tmp_path, path, change))
    if ".ru." not in path:  # the translation no longer fits, which other cases are about
        found = [code for code in found if not code.startswith("T")]
    assert sorted(found) == sorted(wanted)


def test_a_sentence_left_in_the_source_language_is_found_in_any_script(tmp_path: Path) -> None:
    root = changed(tmp_path, LESSON, ("What do you say?", "What do you say to him now?"))
    changed(tmp_path, RU_LESSON, ("Что вы скажете?", "What do you say to him now?"))
    assert "T011" in codes(root, RU_LESSON)


def test_an_amount_written_as_a_number_may_become_money_in_the_translation(tmp_path: Path) -> None:
    root = changed(tmp_path, LESSON, ("Say the sum", "Say 48 and the sum"))
    changed(tmp_path, RU_LESSON, ("Назовите сумму", 'Назовите {{ money("48") }}, сумму'))
    assert codes(root) == []


def test_an_amount_multiplied_by_the_factor_counts_as_the_same(tmp_path: Path) -> None:
    root = changed(tmp_path, LESSON, ("Say the sum", "Say 1,250.5 and the sum"))
    changed(tmp_path, RU_LESSON, ("Назовите сумму", "Назовите 125\u202f050, сумму"))
    assert codes(root) == []


def test_ranges_as_options_may_not_overlap(tmp_path: Path) -> None:
    texts = ("Pads fine, rim to be replaced", "Pads to be replaced, rim fine",
             "Pads and rim to be replaced")  # fmt: skip
    ranges = ("1-30 days", "30-60 days", "61-90 days")
    root = changed(tmp_path, BANK, *zip(texts, ranges, strict=True))
    assert [c for c in codes(root, BANK) if c == "I012"] == ["I012"]
    changed(tmp_path, BANK, ("30-60 days", "31-60 days"))
    assert "I012" not in codes(root, BANK)


def test_a_draft_gives_notes_where_a_released_module_gives_errors(tmp_path: Path) -> None:
    root = changed(tmp_path, LESSON, ('{{ quiz("m01-q04") }}\n\n', ""))
    released = [f for f in findings(root) if f.code == "C003"]
    changed(tmp_path, COURSE, ("{en: released, ru: released}", "{en: draft, ru: draft}"))
    draft = [f for f in findings(root) if f.code == "C003"]
    assert [f.severity.value for f in released] == ["error"]
    assert [f.severity.value for f in draft] == ["note"]
    assert [f.code for f in findings(root, strict=False)] == ["T009"]


def test_an_entry_that_cannot_be_read_is_not_reported_as_unknown_as_well(tmp_path: Path) -> None:
    root = changed(tmp_path, BANK, ("type: match", "type: mach"))
    assert codes(root, BANK) == ["C004", "F007"]
    assert "R003" not in codes(root)


def test_a_private_fact_written_through_an_amount_of_the_cases_is_found(tmp_path: Path) -> None:
    changed(
        tmp_path,
        "course/cases.yml",
        ("amounts:\n", "amounts:\n  - {id: fifty, value: 54, text: x}\n"),
    )
    root = changed(tmp_path, PLAY, ("Five to six at", '{{ money("fifty") }} at five to six at'))
    assert "P004" in codes(root, PLAY)


def test_the_best_and_worst_score_of_every_ending_are_in_the_message(tmp_path: Path) -> None:
    root = changed(tmp_path, SIMULATION, ("pass_mark: 60", "pass_mark: 99"))
    (found,) = [f for f in findings(root) if f.code == "M006"]
    assert found.message == (
        "the best way gives 91.2 percent, the pass mark is 99 "
        "(agreed 81.2 to 91.2 percent; walked 33.8 to 43.8 percent; gone 0 percent)"
    )
