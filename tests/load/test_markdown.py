"""Documents taken apart: front matter, sections, embeds, links, all with positions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodterms.load.markdown import read_markdown
from goodterms.model.embeds import malformed, mask_code, scan

TEXT = """\
---
id: m01-l1
digests:
  moment: abc
---
Lead with {{ term("dso") }}.

## The call {#moment}

Text [link](other.md#x) and ![a picture](img/a.svg).

```
## not a heading {#no}
{{ quiz("no") }}
```

### Deeper {#deeper}

{{ quiz("m01-q01") }}

## Without id
"""


def test_sections_headings_embeds_and_links_have_their_places() -> None:
    parsed, findings = read_markdown(TEXT, "a.md")
    document = parsed.document
    assert not findings
    assert parsed.front is not None
    assert document.lead.strip() == 'Lead with {{ term("dso") }}.'
    assert [(s.id, s.title, s.position.line) for s in document.sections] == [
        ("moment", "The call", 8),
        ("", "Without id", 21),
    ]
    assert [(h.level, h.id) for h in document.headings] == [
        (2, "moment"),
        (3, "deeper"),
        (2, None),
    ]
    assert [(e.name, e.id, str(e.position), e.alone) for e in document.embeds] == [
        ("term", "dso", "a.md:6:11", False),
        ("quiz", "m01-q01", "a.md:19:1", True),
    ]
    assert [(x.target, x.image, str(x.position)) for x in document.links] == [
        ("other.md#x", False, "a.md:10:6"),
        ("img/a.svg", True, "a.md:10:29"),
    ]
    assert document.digests == {"moment": "abc"}
    assert str(document.position(document.body.index("## Without"))) == "a.md:21:1"


def test_missing_and_unfinished_front_matter_are_found() -> None:
    for text in ("# Title\n", "---\nid: a\n", "---\n- a\n---\nx\n"):
        parsed, findings = read_markdown(text, "a.md")
        assert parsed.front is None
        assert [f.code for f in findings] == ["F009"]


def test_front_matter_faults_have_the_line_of_the_file() -> None:
    _, findings = read_markdown("---\nid: a\nid: b\n---\n", "a.md")
    assert [(f.code, f.position.line) for f in findings] == [("F003", 3)]


def test_windows_line_ends_change_nothing() -> None:
    unix, _ = read_markdown(TEXT, "a.md")
    windows, _ = read_markdown(TEXT.replace("\n", "\r\n"), "a.md")
    assert unix.document == windows.document


def test_embed_grammar() -> None:
    text = 'x {{ money("48000") }} y {{term("a","b c")}} `{{ law("z") }}` {#anchor} {: .c }'
    assert [(m.name, m.id, m.label) for m in scan(text)] == [
        ("money", "48000", None),
        ("term", "a", "b c"),
    ]
    assert malformed(text) == []


def test_anything_else_between_double_braces_is_malformed() -> None:
    for text in ("{{ quiz(m01) }}", "{{ quiz('m01') }}", "{{ page.title }}", '{{ quiz("a")'):
        assert [m.text for m in malformed(text)] == [text]
        assert scan(text) == []


@given(st.text(alphabet='`~{}"() quiz\nab,', max_size=200))
def test_masking_keeps_length_and_lines(text: str) -> None:
    masked = mask_code(text)
    assert len(masked) == len(text)
    assert [i for i, c in enumerate(masked) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]
    scan(text)
    malformed(text)


@given(st.text(max_size=400))
def test_no_document_raises(text: str) -> None:
    read_markdown(text, "a.md")
    read_markdown("---\n" + text, "a.md")
