"""Searches posts, figures and papers with one question, on SQLite and PostgreSQL alike.

``texts`` says what is searched, ``folding`` how words are compared. ``triggers`` mark
what has changed, ``index`` reads it again before it is found: ``tasks`` says when.
``question`` writes what is asked in each database's language, ``finding`` asks it of
what the reader may see (``visibility``), ``results`` and ``marking`` say what to show.
"""

from blog.models import SearchEntry
from blog.search.results import PAGE_SIZE, SearchResults, search

Kind = SearchEntry.Kind

__all__ = ["PAGE_SIZE", "Kind", "SearchResults", "search"]
