"""Every word for readers has a whole translation, and what is read is what was written."""

import ast
import gettext
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from config.management.commands.makemessages import is_for_readers

ROOT = Path(settings.BASE_DIR)
CATALOGS = sorted(ROOT.glob("*/locale/*/LC_MESSAGES/django.po"))
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
# %(count)s, %d, {figure}, and the tags around words.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+[^>]*>")
QUOTED = r"u(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
MARKED = re.compile(rf"gettext\(({QUOTED})(?:, ({QUOTED}))?")
# How many of a call's arguments are words.
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """One word and its plural, in English and in the catalog's language."""

    english: tuple[str, ...]
    words: tuple[str, ...]
    is_unsure: bool


def read_catalog(path):
    for block in path.read_text().strip().split("\n\n")[1:]:
        english, words = [], []
        for line in block.splitlines():
            if line.startswith("msg"):
                kind = english if line.startswith("msgid") else words
                kind.append("")
            if not line.startswith("#"):
                kind[-1] += ast.literal_eval(line[line.index('"') :])
        unsure = re.search(r"^#,.*fuzzy", block, re.MULTILINE)
        yield Entry(tuple(english), tuple(words), unsure is not None)


def list_marked(path):
    """The words that a file has marked for translation."""
    source = path.read_text()
    if path.suffix != ".py":
        for pair in MARKED.findall(templatize(source)):
            yield from (ast.literal_eval(words) for words in pair if words)
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for argument in node.args[: CALLS.get(node.func.id, 0)]:
                if isinstance(argument, ast.Constant):
                    yield argument.value


def name_catalog(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CATALOGS, ids=name_catalog)
def test_every_entry_is_translated_and_keeps_its_placeholders(path):
    entries = list(read_catalog(path))
    assert entries
    for entry in entries:
        assert not entry.is_unsure, entry
        assert len(entry.words) == len(entry.english), entry
        for english, words in zip(entry.english, entry.words, strict=True):
            assert words.strip(), entry
            kept = Counter(PLACEHOLDER.findall(words))
            assert kept == Counter(PLACEHOLDER.findall(english)), entry
            blanks = english.startswith(" "), english.endswith(" ")
            assert (words.startswith(" "), words.endswith(" ")) == blanks, entry


@pytest.mark.parametrize("path", CATALOGS, ids=name_catalog)
def test_the_compiled_catalog_says_what_the_written_one_says(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in read_catalog(path):
        if len(entry.english) == 1:
            found = (compiled.gettext(*entry.english),)
        else:
            found = tuple(compiled.ngettext(*entry.english, n) for n in (1, 2))
        assert found == entry.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_for_readers_is_in_the_catalogs(language):
    translated = {
        english
        for path in CATALOGS
        if path.parts[-3] == language
        for entry in read_catalog(path)
        for english in entry.english
    }
    paths = [
        path
        for folder in ("blog", "figures", "templates")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".html", ".py", ".txt"}
        and is_for_readers(path.relative_to(ROOT).as_posix())
    ]
    marked = {words for path in paths for words in list_marked(path)}
    assert "Table" in marked
    assert "%(count)s posts" in marked
    assert marked <= translated
    # Nor is anything there that nobody says any more.
    assert translated <= marked


def test_every_language_has_its_catalogs():
    assert {path.parts[-3] for path in CATALOGS} == set(LANGUAGES)
    assert len(CATALOGS) == 2 * len(LANGUAGES)
