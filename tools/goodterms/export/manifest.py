"""``imsmanifest.xml`` of SCORM 1.2: one organisation, one item, one SCO with all its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree as ET

NAME = "imsmanifest.xml"
IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
#: Longest title the schema of IMS content packaging 1.1.2 allows.
MAX_TITLE = 200

ET.register_namespace("", IMSCP)
ET.register_namespace("adlcp", ADLCP)


@dataclass(frozen=True)
class Unit:
    """What the LMS is told of a launchable unit; ``mastery`` is a pass mark in percent."""

    identifier: str
    version: str
    title: str
    launch: str
    mastery: float | None


def manifest(unit: Unit, files: Iterable[str]) -> bytes:
    """The manifest as UTF-8. ``files`` are all files of the package but the manifest itself.

    Identifiers are made of the unit's, so that a new version of a package updates the old one.
    There is no ``<lom>``: no LMS needs it, and its schema of 2001 stops strict parsers.
    """
    root = ET.Element(_cp("manifest"), {"identifier": unit.identifier, "version": unit.version})
    metadata = ET.SubElement(root, _cp("metadata"))
    ET.SubElement(metadata, _cp("schema")).text = "ADL SCORM"
    ET.SubElement(metadata, _cp("schemaversion")).text = "1.2"
    _organization(root, unit)
    resource = ET.SubElement(
        ET.SubElement(root, _cp("resources")),
        _cp("resource"),
        {
            "identifier": f"{unit.identifier}-resource",
            "type": "webcontent",
            _adl("scormtype"): "sco",
            "href": quote(unit.launch),
        },
    )
    for name in sorted(set(files)):
        ET.SubElement(resource, _cp("file"), {"href": quote(name)})
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def mastery_text(mark: float) -> str:
    """A pass mark as the manifest writes it: ``80``, ``66.5``."""
    return f"{mark:g}"


def _organization(root: ET.Element, unit: Unit) -> None:
    name = f"{unit.identifier}-organization"
    organizations = ET.SubElement(root, _cp("organizations"), {"default": name})
    organization = ET.SubElement(organizations, _cp("organization"), {"identifier": name})
    title = _shortened(unit.title)
    ET.SubElement(organization, _cp("title")).text = title
    item = ET.SubElement(
        organization,
        _cp("item"),
        {
            "identifier": f"{unit.identifier}-item",
            "identifierref": f"{unit.identifier}-resource",
            "isvisible": "true",
        },
    )
    ET.SubElement(item, _cp("title")).text = title
    if unit.mastery is not None:
        ET.SubElement(item, _adl("masteryscore")).text = mastery_text(unit.mastery)


def _shortened(title: str) -> str:
    return title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1].rstrip() + "…"


def _cp(tag: str) -> str:
    return f"{{{IMSCP}}}{tag}"


def _adl(tag: str) -> str:
    return f"{{{ADLCP}}}{tag}"
