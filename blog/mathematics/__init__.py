"""Formulas in posts: found in Markdown, turned into MathML by Temml on the server.

``syntax`` finds them, ``formulas`` renders and keeps them, ``engine`` runs Temml,
``presentation`` fits its MathML into a page that allows no inline styles.
"""
