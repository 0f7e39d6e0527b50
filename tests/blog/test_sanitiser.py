import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from blog.markdown import render_markdown
from blog.mathematics.formulas import Formula, render_formulas
from blog.sanitiser import MATHS_TAGS, sanitise
from tests.blog.formulas import PAPER_FORMULAS

pytestmark = pytest.mark.django_db

# What a stranger's HTML or an editor's slip may hold; none may reach a page alive.
PROBES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java&#115;cript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<math><maction actiontype='statusline' xlink:href='javascript:alert(1)'>x</maction>",
    "<math><mi onclick=alert(1) style='position:fixed'>x</mi></math>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<math><mi><img src=x onerror=alert(1)></mi></math>",
    "<math><annotation-xml encoding='application/xhtml+xml'><svg onload=alert(1)>",
    (
        "<math><mtext><table><mglyph><svg><mtext><style><path id='</style>"
        "<img onerror=alert(1) src=x>'>"
    ),
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    (
        "<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style>"
        "<a title='</style><img src onerror=alert(1)>'></style></h1>"
    ),
    "<math><mspace width='9999999em' mathbackground='url(javascript:alert(1))'></math>",
    "<math><mi mathcolor='expression(alert(1))' id=content>x</mi></math>",
    "<svg><foreignObject><math><mi><iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext><noscript><style><!--</style><img src=x onerror=alert(1)>--></noscript>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<form action='https://evil.example'><input name=password></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<style>body { display: none }</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<object data='x.swf'></object>",
    "<embed src='x.swf'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<details ontoggle=alert(1) open>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<picture><source srcset='javascript:alert(1) 1x'><img src=/x.png></picture>",
    "<img srcset='/x.png 1x, javascript:alert(1) 2x'>",
    "<img srcset='data:image/svg+xml,<svg onload=alert(1)> 1x'>",
    "<div id=content tabindex=5>x</div>",
    "<a name=form id=cookie>x</a>",
    "<p class=x onclick=alert(1)>x</p>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<p data-x='1' aria-hidden=true xmlns:x='y'>x</p>",
    "<a href='//evil.example' target=_blank>x</a>",
]
MARKDOWN_PROBES = [
    *PROBES,
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](/x.png)',
    '[x](/y "a\\" onclick=\\"alert(1)")',
    "# x {onclick=alert(1)}",
    '```html"><script>alert(1)</script>\nx\n```',
    "``` { .x onclick=alert(1) }\nx\n```",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "[^<script>]\n\n[^<script>]: <img src=x onerror=alert(1)>",
    '*[x]: "><script>alert(1)</script>\n\nx',
    "|<script>alert(1)</script>|\n|-|\n|<img src=x onerror=alert(1)>|",
    "![](figure:<script>alert(1)</script>)",
    r"$\href{javascript:alert(1)}{x}$",
    r"$$\text{<script>alert(1)</script>}$$",
    r"$\text{\"><img src=x onerror=alert(1)>}$",
    r"$$\class{x}{\style{position:fixed}{x}}$$",
    "$x$</math><script>alert(1)</script>",
    "$\\text{</mtext></math><script>alert(1)</script>}$",
    r"$\ref{x' onclick='alert(1)}$",
    r"$$x \label{content}$$",
    r"$\nosuchthing{<img src=x onerror=alert(1)>}$",
    '[](figure:"onclick=alert(1))',
]


class Living(HTMLParser):
    """Collects what in a page could act."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in {
            *("annotation-xml", "base", "button", "embed", "form", "iframe", "input"),
            *("link", "maction", "meta", "mglyph", "noscript", "object", "script"),
            *("style", "svg", "template", "textarea", "video"),
        }:
            self.found.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or name in {"style", "srcdoc", "target", "name"}:
                self.found.append(name)
            if tag in MATHS_TAGS and name in {
                "href",
                "xlink:href",
                "src",
                "definitionurl",
            }:
                self.found.append(name)
            if name in {"href", "src", "srcset"} and any(
                scheme in address for scheme in ("javascript:", "vbscript:", "data:")
            ):
                self.found.append(value)
            if name == "id" and value in {"content", "cookie"}:
                self.found.append(value)


def living(html):
    parser = Living()
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize("probe", PROBES)
def test_nothing_living_passes_the_sanitiser(probe):
    assert living(sanitise(probe)) == []


@pytest.mark.parametrize("probe", PROBES)
def test_what_was_sanitised_means_the_same_when_it_is_read_again(probe):
    clean = sanitise(probe)

    assert sanitise(clean) == clean


@pytest.mark.parametrize("probe", MARKDOWN_PROBES)
def test_nothing_living_comes_out_of_markdown(probe):
    assert living(render_markdown(probe)) == []


def test_the_probes_are_alive_before():
    assert all(map(living, PROBES[:4]))


def test_a_figure_passes_whole():
    html = (
        '<figure class="figure wide" id="fig-1" data-details="/papers/x/y/details/">'
        '<div class="card"><a class="plate" href="/papers/x/y/" aria-label="Figure"><picture>'
        '<source type="image/avif" srcset="/media/a.avif 640w, /media/b.avif 960w" '
        'sizes="(min-width: 40rem) 36.5rem, 100vw">'
        '<img src="/media/a.png" srcset="https://cdn.example/a.png 640w" '
        'sizes="100vw" width="640" height="320" alt="A curve" loading="lazy" '
        'decoding="async"></picture></a></div><figcaption><p>x</p></figcaption></figure>'
    )

    clean = sanitise(html)

    for part in html.replace(">", " ").replace("<", " ").split():
        assert part in clean


@pytest.mark.parametrize("tex", PAPER_FORMULAS.values(), ids=PAPER_FORMULAS)
def test_a_formula_passes_whole(tex):
    mathml = render_formulas([Formula(tex, True, "")])[0].mathml

    assert Counted(sanitise(mathml)) == Counted(mathml)


class Counted(Counter):
    """Tags and attributes, how often each occurs; ids of labels are none of ours."""

    def __init__(self, html):
        tags = re.findall(r"<[a-z]+", html)
        super().__init__(tags + re.findall(r' (?!id=)[a-z]+="[^"]*"', html))


@pytest.mark.parametrize(
    "value",
    ["1em", "-0.1667em", ".5ex", "20.5pt", "100%", "0", "true", "double-struck"],
)
def test_words_and_short_lengths_pass_in_formulas(value):
    assert f'width="{value}"' in sanitise(f'<math><mspace width="{value}"></mspace>')


@pytest.mark.parametrize(
    "value", ["99999em", "url(x)", "calc(1em)", "1em;x", "x:y", "var(--x)", "1e9em"]
)
def test_other_values_do_not_pass_in_formulas(value):
    assert "width" not in sanitise(f'<math><mspace width="{value}"></mspace>')


@pytest.mark.parametrize(
    "anchor", ["fig-1", "table-12", "h-a-curve", "fn-1", "fnref-1", "fnref2-note"]
)
def test_ids_of_our_own_pass(anchor):
    assert f'id="{anchor}"' in sanitise(f'<p id="{anchor}">x</p>')


@pytest.mark.parametrize("anchor", ["content", "fig", "fig-1x", "x", "", "h-"])
def test_other_ids_do_not_pass(anchor):
    assert "id=" not in sanitise(f'<p id="{anchor}">x</p>')


def test_links_do_not_hand_over_the_window():
    assert 'rel="noopener"' in sanitise('<a href="https://example.org">x</a>')
