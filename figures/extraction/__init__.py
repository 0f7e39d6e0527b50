"""Figures out of a paper: bytes in, frozen records out.

Plain Python: no Django, no settings, no database, no network, no global state.
The stages, in order: document (read the pages), furniture (what is not content),
captions, regions (crop boxes), panels, naming; then cutting and encoding.

Doors: ``pipeline`` for Python, ``python -m figures.extraction`` for the shell. Nothing
is imported here, so that whoever needs only a record never loads PyMuPDF.
"""
