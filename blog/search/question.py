"""What somebody asks for, and how each database is asked."""

from __future__ import annotations

from dataclasses import dataclass

from blog.search.folding import compose, find_words, fold_word, stem

MAX_LETTERS = 200
# Each has to be found; no more are looked for.
MAX_WORDS = 16
# So many letters begin a word that may go on; fewer would find everything.
MIN_BEGINNING = 2

MATCHES = {
    "sqlite": """
        SELECT rowid AS id, bm25(blog_searchtext, 8.0, 1.0, 0.5) AS rank
        FROM blog_searchtext WHERE blog_searchtext MATCH %s""",
    "postgresql": """
        SELECT id, -ts_rank('{0.1, 0.2, 0.2, 1.0}', document, asked, 1) AS rank
        FROM blog_searchentry, to_tsquery('simple', %s) AS asked
        WHERE document @@ asked""",
}


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A folded word; the last of a question may be the beginning of one."""

    word: str
    is_beginning: bool

    def matches(self, other: str) -> bool:
        """Whether a folded word of a text answers it, told as the databases tell it."""
        if self.is_beginning and other.startswith(self.word):
            return True
        return self.word == other or stem(self.word) in {other, stem(other)}


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a question; all that are no words, operators too, count for nothing."""

    text: str
    words: tuple[AskedWord, ...]

    def write_match(self, vendor: str) -> str:
        """The question in the database's own language; of its signs, words have none."""
        if vendor == "sqlite":
            return " AND ".join(map(write_for_fts5, self.words))
        return " & ".join(map(write_for_postgresql, self.words))


def read_question(text: str) -> Question:
    # Words beyond the limit are not cut in two.
    printable = "".join(c if c.isprintable() else " " for c in compose(text[:1000]))
    text = " ".join(printable.split())[:MAX_LETTERS].strip()
    folded = [word for match in find_words(text) if (word := fold_word(match[0]))]
    words = [AskedWord(word, is_beginning=False) for word in folded]
    if words and len(folded[-1]) >= MIN_BEGINNING:
        words[-1] = AskedWord(folded[-1], is_beginning=True)
    return Question(text, tuple(dict.fromkeys(words))[-MAX_WORDS:])


def write_for_fts5(asked: AskedWord) -> str:
    star = " *" if asked.is_beginning else ""
    return f'({{heading words}} : "{asked.word}"{star} OR "{stem(asked.word)}")'


def write_for_postgresql(asked: AskedWord) -> str:
    star = "*" if asked.is_beginning else ""
    return f"('{asked.word}':{star}AB | '{stem(asked.word)}')"
