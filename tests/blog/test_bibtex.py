import time

import pytest

from blog.citations import read_bibtex
from blog.citations.identifiers import address_of, names_of_entry, normal_name
from blog.citations.latex import plain_words
from blog.citations.works import work_of_entry


def entry(fields, kind="article"):
    return read_bibtex(f"@{kind}{{key,\n{fields}\n}}").entries[0]


def test_entries_are_read_with_their_lines():
    found = read_bibtex("@Article{a,\n Title = {One}\n}\n\n@misc{b, title = {Two}}", 5)

    assert [(e.key, e.kind, e["title"], e.line) for e in found.entries] == [
        ("a", "article", "One", 5),
        ("b", "misc", "Two", 9),
    ]
    assert found.problems == ()
    assert found.entries[0]["year"] == ""


def test_strings_and_parts_are_put_together():
    found = read_bibtex(
        '@string{n = "NeurIPS"}\n@misc(a, booktitle = n, title = "a" # { b}, year = 2020)'
    )

    fields = dict(found.entries[0].fields)
    assert fields == {"booktitle": "NeurIPS", "title": "a b", "year": "2020"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "@misc{a, title = {x\n@misc{ok, title={y}}",
            "Line 1: this entry cannot be read",
        ),
        ("\n@misc{a title = {x}}\n@misc{ok,}", "Line 2: this entry cannot be read"),
        ("@misc{ok,}\n@misc{ok, x={y}}", "Line 2: the key “ok” is used a second time"),
        ("@misc{ok, x={1}, x={2}}", "Line 1: an entry has two fields “x”"),
        ("@misc{, x={1}}\n@misc{ok,}", "Line 1: this entry has no key"),
        ("@misc{ok,}\n\nmisc{b, x={1}}", "Line 3: “misc{b, x={1}}” stands outside"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line_and_the_rest_stands(text, sentence):
    found = read_bibtex(text)

    assert str(found.problems[0]).startswith(sentence)
    assert [e.key for e in found.entries] == ["ok"]


def test_comments_are_no_problem():
    text = "% a comment\n@comment{x}\n@preamble{y}\n@misc{a,}"

    assert read_bibtex(text).problems == ()


def test_too_much_is_too_much():
    many = "".join(f"@misc{{k{n},}}\n" for n in range(301))

    assert len(read_bibtex(many).entries) == 300
    assert "only the first 300" in str(read_bibtex(many).problems[0])
    assert "100000 characters" in str(read_bibtex(" " * 100_001).problems[0])


SIZE = 100_000
HOSTILE = {
    "open braces": "@article{a,title={" + "{" * SIZE,
    "braces": "@article{a,title={" + "{" * 49_000 + "}" * 49_000 + "}}",
    "marks": "@" * SIZE,
    "entries in entries": "@a{b," * (SIZE // 5),
    "one key": "@misc{k,title={x}}\n" * (SIZE // 20),
    "fields": "@misc{k," + "".join(f"f{n}={{x}}," for n in range(SIZE // 10)) + "}",
    "names": "@misc{k,author={" + "a and " * (SIZE // 7) + "}}",
    "commas": "@misc{k,author={" + "," * (SIZE - 20) + "}}",
    "accents": "@misc{k,title={" + '{\\"o}' * (SIZE // 6) + "}}",
    "backslashes": "@misc{k,title={" + "\\" * (SIZE - 20) + "}}",
    "quotes": "@misc{k,title=" + '"' * (SIZE - 20) + "}",
    "strings of strings": '@string{a="xxxxxxxxxx"}'
    + "".join(
        f"@string{{{chr(98 + n)}={'#'.join([chr(97 + n)] * 10)}}}" for n in range(9)
    )
    + "@misc{k,title=j}",
    "environments": "@misc{k,title={" + "\\begin{a}" * (SIZE // 10) + "}}",
    "fractions": "@misc{k,title={" + "\\frac{" * 500 + "}" * 500 + "}}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_little_and_raises_nothing(name):
    started = time.process_time()

    found = read_bibtex(HOSTILE[name][:SIZE])
    for each in found.entries:
        work_of_entry(each)

    assert time.process_time() - started < 3
    assert len(found.problems) <= 20


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (
            r"G{\"o}del, \'e, {\ss}, {\L}ukasz, \v{S}, \c{c}",
            "Gödel, é, ß, Łukasz, Š, ç",
        ),
        (r"{BERT}: \textbf{x} \& $\beta$ 50\% --- ``q''", "BERT: x & β 50% — “q”"),
        ("A 100% win, a & b, <i>c</i>", "A 100% win, a & b, <i>c</i>"),
        (r"\input{/etc/passwd}", ""),
        ("{" * 100 + "deep" + "}" * 100, "deep"),
        (r"\href{only}", "only"),
        ("two\n lines", "two lines"),
        ("\x02nul\x00", "nul"),
    ],
)
def test_latex_becomes_words(latex, words):
    assert plain_words(latex) == words


@pytest.mark.parametrize(
    ("authors", "shown"),
    [
        ("Kaplan, Jared", "Jared Kaplan"),
        ("Kaplan, J. and Sam {Mc Candlish}", "J. Kaplan and Sam Mc Candlish"),
        ("A One and B Two and C Three", "A One, B Two and C Three"),
        ("{OpenAI} and others", "OpenAI et al."),
        (" and ".join(f"A{n} B" for n in range(7)), "A0 B, A1 B, A2 B et al."),
        (
            "van Beethoven, Ludwig and King, Jr, M.",
            "Ludwig van Beethoven and M. King Jr",
        ),
        ("a,b,c,d", "c d a b"),
        ("", ""),
    ],
)
def test_authors_are_named_as_they_are_spoken_of(authors, shown):
    assert work_of_entry(entry(f"author = {{{authors}}}")).authors == shown


def test_a_work_says_where_it_appeared():
    work = work_of_entry(
        entry(
            "title={T}, journal={Nature}, volume=5, number=3, pages={1--9}, year=2015,"
            "doi={https://doi.org/10.1038/Nature14539}"
        )
    )

    assert work.source == "Nature 5(3), 1\u20139, 2015"
    assert work.address == "https://doi.org/10.1038/nature14539"
    assert work.address_words == "doi:10.1038/nature14539"


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={2001.08361v2}, archivePrefix={arXiv}",
        "journal={arXiv preprint arXiv:2001.08361}",
        "url={https://arxiv.org/abs/2001.08361v1}",
        "doi={10.48550/arXiv.2001.08361}",
    ],
)
def test_preprints_are_known_in_all_their_spellings(fields):
    assert names_of_entry(entry(fields)) == ("arxiv:2001.08361",)


@pytest.mark.parametrize(
    "fields",
    [
        "url={javascript:alert(1)}",
        "url={data:text/html,x}",
        "howpublished={\\url{ftp://x}}",
        "doi={javascript:alert(1)}",
    ],
)
def test_only_web_addresses_become_links(fields):
    assert work_of_entry(entry(fields)).address == ""


def test_addresses_lose_their_escapes():
    work = work_of_entry(entry(r"howpublished={\url{https://x.org/a\_b?c=1\&d=2}}"))

    assert work.address == "https://x.org/a_b?c=1&d=2"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("DOI:10.1103/ABC", "doi:10.1103/abc"),
        ("doi:https://doi.org/10.1103/x", "doi:10.1103/x"),
        ("arXiv:2510.13786v3", "arxiv:2510.13786"),
        ("arxiv:hep-th/9901001", "arxiv:hep-th/9901001"),
        ("doi:nothing", "doi:nothing"),
        ("Key", "Key"),
    ],
)
def test_one_work_has_one_name(written, name):
    assert normal_name(written) == name


def test_addresses_are_quoted():
    assert address_of('doi:10.1/a"b<c>') == "https://doi.org/10.1/a%22b%3Cc%3E"
