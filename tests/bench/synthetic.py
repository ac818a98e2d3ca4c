"""A course of any size that validates without findings, for measuring; its words mean nothing.

Everything is drawn from a fixed seed, so the same arguments give the same files.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from goodterms.load.course import load_course
from goodterms.translate.accept import settle

OBJECTIVES = 6
PRACTICE, TEST = 24, 20
#: Each with many phrases to look for; every module shows, tempts with and plays all of them.
RED_LINES = 3
SECTIONS = ("moment", "outcomes", "tool", "dialogue", "limits", "practice", "key-points", "monday")
_SYLLABLES = {
    "ru": "ба во ги ду же зи ко лу ма не по ри са ту фе ха цо ча шу".split(),  # noqa: SIM905
    "": "ba vo gi du ke zi ko lu ma ne po ri sa tu fe ha mo lo wi ta".split(),  # noqa: SIM905
}
_VERBS = {"ru": "Рассчитать", "": "Compute"}


@dataclass(frozen=True)
class Words:
    """Nonsense in one language; a text is the same for the same key in every run."""

    lang: str

    def sentence(self, key: str, count: int = 11, mark: str = ".") -> str:
        """Short words, so that no word of a stem stands out in its key."""
        draw = random.Random(f"{self.lang}:{key}")
        syllables = _SYLLABLES.get(self.lang, _SYLLABLES[""])
        words = ["".join(draw.choices(syllables, k=draw.randint(1, 2))) for _ in range(count)]
        return " ".join(words).capitalize() + mark

    def text(self, key: str, sentences: int) -> str:
        """A paragraph of sentences."""
        return " ".join(self.sentence(f"{key}/{i}") for i in range(sentences))

    def objective(self, key: str) -> str:
        """A measurable verb and some words."""
        return f"{_VERBS.get(self.lang, _VERBS[''])} {self.sentence(key, 8, '').lower()}"


def write_course(
    path: Path, modules: int, lessons: int, languages: Sequence[str] = ("en",)
) -> None:
    """Write a course with so many modules of so many lessons, complete in every language.

    The first language is the source; translations carry the digests of their source texts. At
    least three lessons are needed, because a lesson serves two objectives at most.
    """
    if lessons < OBJECTIVES / 2:
        raise ValueError(f"{lessons} lessons cannot serve {OBJECTIVES} objectives")
    files: dict[str, str] = {}
    ids = [f"m{n:02d}" for n in range(1, modules + 1)]
    _course(files, ids, languages)
    for module in ids:
        _module(files, module, lessons, languages)
    _assessments(files, ids, languages)
    for name, text in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for translation in load_course(path).translations:
        if translation.exists:
            file = path / translation.path
            text, _ = settle(translation, file.read_text(encoding="utf-8"))
            file.write_text(text, encoding="utf-8")


def _front(data: dict[str, object]) -> str:
    """One field per line."""
    return "".join(
        f"{name}: {msgspec.json.encode(value).decode()}\n" for name, value in data.items()
    )


def _yaml(data: object) -> str:
    """JSON with one entry of a list per line is YAML as well."""
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"


def _put(
    files: dict[str, str],
    name: str,
    lang: str,
    source: str,
    data: dict[str, object],
    body: str | None = None,
) -> None:
    stem, _, suffix = name.rpartition(".")
    target = name if lang == source else f"{stem}.{lang}.{suffix}"
    files[target] = _yaml(data) if body is None else f"---\n{_front(data)}---\n{body}"


def _course(files: dict[str, str], ids: list[str], languages: Sequence[str]) -> None:
    source = languages[0]
    for lang in languages:
        words = Words(lang)
        titles = {"title": words.sentence("title", 3, ""), "tagline": words.sentence("tag", 6, ""),
                  "notice": words.sentence("notice")}  # fmt: skip
        entries = [{"id": m, "title": words.sentence(m, 4, "")} for m in ids]
        facts = [
            {"id": f"law-{n}", "applies_to": words.sentence(f"to{n}"),
             "text": words.text(f"law{n}", 3), "cite": f"{words.sentence(f'c{n}', 2, '')} {n}"}
            for n in range(20)
        ]  # fmt: skip
        terms = [
            {"id": f"term-{n}", "term": words.sentence(f"t{n}", 2, "").lower(),
             "definition": words.text(f"d{n}", 2)}
            for n in range(40)
        ]  # fmt: skip
        lines = [
            {"id": f"H{n}", "title": words.sentence(f"h{n}", 3, ""),
             "recognise": words.text(f"r{n}", 2), "refuse": words.sentence(f"no{n}"),
             "replace": words.sentence(f"yes{n}"),
             "phrases": [words.sentence(f"p{n}/{i}", 5, "").lower() for i in range(27)]}
            for n in range(1, RED_LINES + 1)
        ]  # fmt: skip
        if lang == source:
            factor = {"en": 1, "ru": 100}
            for entry in entries:
                entry |= {
                    "folder": f"{entry['id'][1:]}-part",
                    "status": dict.fromkeys(languages, "released"),
                }  # type: ignore[dict-item]
            titles |= {
                "id": "synthetic", "iri": "urn:uuid:00000000-0000-4000-8000-000000000001",
                "version": "1.0.0", "lesson_sections": list(SECTIONS), "law_max_age_months": 1200,
                "languages": [{"code": c, "name": c, "currency": "EUR", "factor": factor.get(c, 1)}
                              for c in languages],
            }  # type: ignore[dict-item]  # fmt: skip
            for fact in facts:
                fact |= {"jurisdiction": "EU", "source": "example", "verified": True,
                         "as_of": "2026-06-01"}  # type: ignore[dict-item]  # fmt: skip
            for line in lines:
                line["law"] = ["law-1"]
            topics = [{"id": f"T-{m}-{n}", "title": words.sentence(f"{m}{n}"),
                       "module": [int(m[1:])]} for m in ids for n in range(40)]  # fmt: skip
            files["course/syllabus.yml"] = _yaml({"topics": topics})
        _put(files, "course/course.yml", lang, source, {**titles, "modules": entries})
        _put(files, "course/law.yml", lang, source, {"facts": facts})
        _put(files, "course/glossary.yml", lang, source, {"terms": terms})
        _put(files, "course/redlines.yml", lang, source, {"red_lines": lines})


def _module(files: dict[str, str], m: str, lessons: int, languages: Sequence[str]) -> None:
    base = f"modules/{m[1:]}-part"
    source = languages[0]
    slugs = [f"lesson-{n}" for n in range(1, lessons + 1)]
    for lang in languages:
        words = Words(lang)
        own = lang == source
        objectives = [{"id": f"{m}-o{n}", "text": words.objective(f"{m}o{n}")}
                      for n in range(1, OBJECTIVES + 1)]  # fmt: skip
        front: dict[str, object] = {"title": words.sentence(m, 4, ""), "objectives": objectives}
        if own:
            front |= {"id": m, "minutes": 12 * lessons, "lessons": slugs, "role_plays": ["play"],
                      "simulations": ["play"]}  # fmt: skip
        _put(files, f"{base}/index.md", lang, source, front, words.text(f"{m}index", 8) + "\n")
        for n, slug in enumerate(slugs):
            head: dict[str, object] = {"title": words.sentence(f"{m}{slug}", 3, "")}
            if own:
                share = range(n, 40, lessons)
                head |= {"id": f"{m}-l{n + 1}", "minutes": 12,
                         "objectives": _objectives(m, n, lessons),
                         "topics": [f"T-{m}-{i}" for i in share]}  # fmt: skip
            _put(
                files,
                f"{base}/{slug}.md",
                lang,
                source,
                head,
                _lesson(words, m, slug, range(n, PRACTICE, lessons)),
            )
        _role_play(files, f"{base}/role-plays/play", m, words, own, source)
        _bank(files, m, words, own, source)


def _codes() -> list[str]:
    """The red lines."""
    return [f"H{n}" for n in range(1, RED_LINES + 1)]


def _objectives(m: str, n: int, lessons: int) -> list[str]:
    """The objectives of a lesson: two at most, all of them served when there are enough lessons."""
    served = [f"{m}-o{i + 1}" for i in range(OBJECTIVES) if i % lessons == n]
    return served or [f"{m}-o{n % OBJECTIVES + 1}"]


def _lesson(words: Words, m: str, slug: str, items: range) -> str:
    key = f"{m}/{slug}"
    body = []
    for name in SECTIONS:
        body.append(f"\n## {words.sentence(f'{key}{name}', 4, '')} {{#{name}}}\n")
        if name == "practice":
            body += [f'{{{{ quiz("{m}-q{i + 1:02d}") }}}}\n' for i in items]
            body.append(f'{{{{ role_play("{m}-rp1") }}}}\n')
        elif name == "key-points":
            body += [f"- {words.sentence(f'{key}point{i}')}" for i in range(4)]
        elif name == "dialogue":
            for kind in ("badly", "well"):
                body.append(f'!!! {kind} "{words.sentence(kind, 2, "")}"')
                body += [f"    **{words.sentence(str(i % 2), 1, ':')}** "
                         f"{words.sentence(f'{key}{kind}{i}')}\n" for i in range(8)]  # fmt: skip
        else:
            for i in range(3):
                extra = ""
                if i == 1:
                    extra = (f' {{{{ term("term-{len(key) % 40}") }}}} {{{{ money("48000") }}}}'
                             f' {{{{ law("law-{len(name)}") }}}} 37 / 40.')  # fmt: skip
                body.append(words.text(f"{key}{name}{i}", 5) + extra + "\n")
        if name == "limits":
            body += [f'{{{{ red_line("{code}") }}}}\n' for code in _codes()]
    return "\n".join(body) + "\n"


def _role_play(
    files: dict[str, str], stem: str, m: str, words: Words, own: bool, source: str
) -> None:
    sheets = {"one": "near", "two": "far"}
    front: dict[str, object] = {
        "title": words.sentence(f"{m}rp", 3, ""),
        "parties": [{"id": p, "name": words.sentence(p, 2, "")} for p in sheets],
    }
    if own:
        front |= {
            "id": f"{m}-rp1", "kind": "service", "context": "b2b", "jurisdiction": "EU",
            "minutes": {"prepare": 5, "play": 8, "debrief": 12}, "red_lines": _codes(),
            "objectives": [f"{m}-o{n}" for n in range(1, OBJECTIVES + 1)],
            "facts": [{"id": f, "value": 4000 + i, "unit": "money", "known_to": [p]}
                      for i, (p, f) in enumerate(sheets.items())],
        }  # fmt: skip
    parts = [("situation", words.text(f"{m}situation", 10))]
    parts += [(f"confidential-{p}", words.text(f"{m}{p}", 20) + f' {{{{ fact("{f}") }}}}')
              for p, f in sheets.items()]  # fmt: skip
    ticks = "\n".join(f"- [ ] {words.sentence(f'{m}tick{i}')}" for i in range(6))
    asked = "\n".join(f"{i}. {words.sentence(f'{m}ask{i}', 9, '?')}" for i in range(1, 7))
    watched = f"- [ ] {' '.join(_codes())} {words.sentence('h1')}"
    parts += [("observer", f"{ticks}\n{watched}"), ("debrief", asked),
              ("teaching-note", words.text(f"{m}note", 12))]  # fmt: skip
    body = "".join(f"\n## {words.sentence(i, 2, '')} {{#{i}}}\n\n{text}\n" for i, text in parts)
    _put(files, f"{stem}.md", words.lang, source, front, body)

    def choice(state: int, letter: str, target: str, points: int) -> dict[str, object]:
        key = f"{m}{state}{letter}"
        made: dict[str, object] = {"id": letter, "say": words.sentence(f"{key}s"),
                                   "feedback": words.sentence(f"{key}f", 12)}  # fmt: skip
        return made | ({"effects": {"calm": points}, "next": target} if own else {})

    states = []
    for n in range(6):
        target = f"s{n + 1}" if n < 5 else "good"
        state: dict[str, object] = {
            "id": f"s{n}", "speaker": words.sentence("who", 2, ""),
            "line": words.sentence(f"{m}line{n}"), "mood": words.sentence("mood", 1, ""),
            "choices": [choice(n, "a", target, 10), choice(n, "b", target, 0),
                        choice(n, "c", "poor", -20)],
        }  # fmt: skip
        states.append(state | ({"trust": 50} if own else {}))
    endings: list[dict[str, object]] = []
    for name, worth in (("good", 100), ("poor", 10)):
        ending: dict[str, object] = {"id": name, "title": words.sentence(name, 2, "")}
        ending["debrief"] = words.text(f"{m}{name}", 2)
        endings.append(ending | ({"worth": worth} if own else {}))
    skills = [{"id": s, "title": words.sentence(s, 2, "")} for s in ("calm", "kind")]
    play: dict[str, object] = {
        "title": words.sentence(f"{m}rp", 3, ""), "you": words.sentence("you", 2, ""),
        "setting": words.text(f"{m}setting", 3), "skills": skills, "states": states,
        "endings": endings,
    }  # fmt: skip
    if own:
        for state in states:
            for made in state["choices"]:  # type: ignore[attr-defined]
                made["effects"]["kind"] = made["effects"]["calm"] // 2
        play |= {"id": f"{m}-s1", "role_play": f"{m}-rp1", "minutes": 6, "start": "s0",
                 "objectives": [f"{m}-o1"]}  # fmt: skip
    _put(files, f"{stem}.yml", words.lang, source, play)


def _bank(files: dict[str, str], m: str, words: Words, own: bool, source: str) -> None:
    items = [_item(words, m, n, own) for n in range(1, PRACTICE + TEST + 1)]
    data = {"id": m, "module": m, "items": items} if own else {"items": items}
    _put(files, f"quizzes/{m[1:]}-part.yml", words.lang, source, data)


_TYPES = ("single", "multiple", "order", "single", "match", "numeric", "classify", "short")


def _item(words: Words, m: str, n: int, own: bool) -> dict[str, object]:
    kind = _TYPES[n % len(_TYPES)]
    key = f"{m}q{n}"
    item: dict[str, object] = {"id": f"{m}-q{n:02d}", "stem": words.sentence(key, 16, "?")}
    if own:
        item |= {"type": kind, "use": "practice" if n <= PRACTICE else "test", "level": "apply",
                 "objective": f"{m}-o{n % OBJECTIVES + 1}",
                 "topics": [f"T-{m}-{n % 40}"]}  # fmt: skip

    def sides(letters: str, length: int = 6) -> list[dict[str, object]]:
        made = []
        for letter in letters:
            text = words.sentence(f"{key}{letter}", length, "")[:24].strip()
            side: dict[str, object] = {"id": letter, "text": text}
            if letter < "p":
                side["why"] = words.sentence(f"{key}why{letter}", 12)
                if own and letter == "c" and kind in ("single", "classify"):
                    side["red_line"] = f"H{n % RED_LINES + 1}"
            made.append(side)
        return made

    if kind in ("single", "multiple", "order"):
        item["options"] = sides("abcd")
        if own:
            item["key"] = {"single": "abd"[n // 4 % 3], "multiple": ["a", "d"],
                           "order": list("bdac")}[kind]  # fmt: skip
    elif kind in ("match", "classify"):
        item |= {"left": sides("abc"), "right": sides("pqr", 2)}
        if own:
            item["key"] = {"a": "p", "b": "q", "c": "r"}
    elif kind == "numeric":
        slips = [{"why": words.sentence(f"{key}w{i}", 12)} for i in range(2)]
        item |= {"why": words.sentence(f"{key}why", 12), "wrong": slips}
        if own:
            item |= {"key": {"value": 12 * n, "tolerance": 0.5, "decimals": 0, "unit": "money"},
                     "check": f"{n} * 12"}  # fmt: skip
            for i, wrong in enumerate(item["wrong"]):  # type: ignore[arg-type]
                wrong["value"] = 12 * n + 5 * (i + 1)
    else:
        item |= {"accept": [words.sentence(f"{key}acc", 2, "").lower()],
                 "why": words.sentence(f"{key}why", 12)}  # fmt: skip
    return item


def _assessments(files: dict[str, str], ids: list[str], languages: Sequence[str]) -> None:
    source = languages[0]
    for lang in languages:
        entries = []
        for m in ids:
            entry: dict[str, object] = {"id": f"{m}-test", "title": Words(lang).sentence(m, 3, "")}
            if lang == source:
                listed = [f"{m}-q{n:02d}" for n in range(PRACTICE + 1, PRACTICE + 13)]
                entry |= {"kind": "module-test", "module": m,
                          "forms": [{"id": "a", "items": listed}]}  # fmt: skip
            entries.append(entry)
        _put(files, "quizzes/assessments.yml", lang, source, {"assessments": entries})
