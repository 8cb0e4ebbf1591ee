"""Rich text from elsewhere, as a browser would build it."""

from html.parser import HTMLParser
from time import monotonic

import pytest

from portal.handover.active import PLAIN, TAGS, cleaned
from portal.handover.references import Walker
from portal.pages.catalogue.texts import LinkBlock

HOSTILE = [
    "<!--><script>alert(1)</script>-->",
    "<!--a--!><script>alert(1)</script>",
    "<![CDATA[x><script>alert(1)</script>]]>",
    "<img src=x onerror=alert(1) ",
    "<img src=x onerror=alert(1)//",
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><p title="</textarea><img src=x onerror=alert(1)>">',
    '<embed embedtype="media" url="javascript:alert(1)"/>',
    '<embed src="x.swf"/>',
    "<?x><script>alert(1)</script>",
    "<script>alert(1)",
    "<scr<script>ipt>alert(1)</script>",
    "<IFRAME src=//x>",
    '<svg/onload="alert(1)">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<svg><![CDATA[</svg><img src=x onerror=alert(1)>]]>",
    '<p onclick="x()">a</p>',
    "<p/x/onclick=x()>a",
    "<p title='\"><img src=x onerror=alert(1)>'>a",
    '<a href="java\tscript:x()">a</a>',
    '<a href="jav&#x09;ascript:x()">a</a>',
    '<a href="data:text/html,x">a</a>',
    '<a href="/x" href="javascript:x()">a</a>',
    '<a linktype="page" id="3" href="javascript:x()">a</a>',
    '<a linktype="other" href="javascript:x()">a</a>',
    '<a linktype="page" id="3) onclick=x(">a</a>',
    "&lt;script&gt;<b>&lt;img src=x onerror=alert(1)&gt;</b><i>",
    "<base href=//x><form action=//x><button formaction=javascript:x()>a",
    '<meta http-equiv="refresh" content="0;url=javascript:x()">',
]
HARMLESS = [
    "",
    "Chữ không có thẻ, a & b",
    '<h2>Mục</h2><p data="">x</p>'.replace(' data=""', ""),
    "<p>Một <b>hai</b> <i>ba</i><br/>bốn</p><hr/><ol><li>a<ul><li>b</li></ul></li></ol>",
    '<p><a href="https://dangbo.example/?a=1&amp;b=2">x</a> <a href="#m">y</a></p>',
    '<p><a linktype="page" id="3">x</a><a id="4" linktype="document">y</a></p>',
    '<embed embedtype="image" id="3" format="left" alt="Anh &quot;1&quot; &gt; 2"/>',
    "<p>1 &lt; 2 &amp;&nbsp;&quot;3&quot; &#x27;4&#x27;</p>",
]


class Built(HTMLParser):
    """The elements of a text in the form that ``PLAIN`` describes, which all parsers read alike."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_acts_is_left(html):
    result = cleaned(f"<p>Đầu</p>{html}")

    assert PLAIN.fullmatch(result)
    assert result.startswith("<p>Đầu</p>")
    for tag, attrs in Built(result).found:
        assert tag in TAGS
        assert set(attrs) <= {"href", "linktype", "id"}
        assert "script" not in attrs.get("href", "")
        assert "data:" not in attrs.get("href", "")
    assert cleaned(result) == result


@pytest.mark.parametrize("html", HARMLESS)
def test_what_the_editor_makes_stays_as_it_is(html):
    assert cleaned(html) == html


@pytest.mark.parametrize(
    ("html", "result"),
    [
        ("<div><span style='x'>Chữ</span></div>", "Chữ"),
        ("<p>a <b>x</p></b>", "<p>a <b>x</b></p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("</ul></section><p>a</p>", "<p>a</p>"),
        ("<P>a<BR>b</P>", "<p>a<br/>b</p>"),
        ("<p>1 < 2</p>", "<p>1 &lt; 2</p>"),
        ("a <!-- <p>ẩn</p> --> b", "a  b"),
        ('<a href="/x/" target="_blank" rel="x">a</a>', '<a href="/x/">a</a>'),
        ('<embed embedtype="image" id="3" format="none-such" alt=""/>a', "a"),
    ],
)
def test_text_of_unknown_form_keeps_its_words(html, result):
    assert cleaned(html) == result


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<p title='", "<", "</", "<xmp>", "<b>", "<!"])
def test_odd_text_takes_no_long_time(piece):
    begun = monotonic()

    cleaned("<b>" + piece * 50_000)

    assert monotonic() - begun < 5


def test_address_of_a_link_in_a_list_is_looked_at_whatever_it_is():
    class Targets:
        def address(self, url, where):
            return f"[{url}]"

    link = {"text": "x", "section": None, "address": "javascript:x()"}

    assert Walker(Targets()).value(LinkBlock(), link, "")["address"] == "[javascript:x()]"
