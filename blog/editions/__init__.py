"""Keeps whole answers for readers, and never gives one that is out of date.

An *edition* is all that readers can see, at one moment. Its name is read with one
query (``edition``). The database itself changes it with every write to what readers
see (``triggers``), and so does the clock when a post's time comes. An answer is kept
under the name that was read before the answer was made (``answers``). So it is at
least as new as its name; once anything changes nobody asks for that name again, and
nothing ever has to be thrown away.
"""

from blog.editions.answers import (
    compressed,
    edition_of,
    kept_by_edition,
    mark_fresh,
)
from blog.editions.edition import find_edition

__all__ = ["compressed", "edition_of", "find_edition", "kept_by_edition", "mark_fresh"]
