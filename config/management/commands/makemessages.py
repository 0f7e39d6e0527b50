"""Gathers the words that readers see into the catalogs, and leaves out the admin's."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.management.commands import makemessages

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

# What public pages are made by. The rest speaks to editors, in English.
FOR_READERS = re.compile(
    r"""
    templates/([^/]+|(blog|figures)/.+)
    | blog/(callouts|contents|converter|identity|side_notes)\.py
    | blog/citations/(syntax|works)\.py
    | blog/citing/.+ | blog/mathematics/formulas\.py | blog/metadata/.+
    | blog/templatetags/.+
    | blog/views/(?!oembed).+
    | figures/(credits|embeds|labels)\.py
    """,
    re.VERBOSE,
)


def is_for_readers(path: str) -> bool:
    return FOR_READERS.fullmatch(PurePath(path).as_posix()) is not None


class Command(makemessages.Command):
    # A guess that somebody forgets to check is worse than the English words.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(add_location="file", no_obsolete=True, no_wrap=True)

    def find_files(self, root: str) -> list[Any]:
        return [file for file in super().find_files(root) if is_for_readers(file.path)]
