"""Texts that mean harm to a page, a table or its layout; each shows as the text it is."""

from __future__ import annotations

ALERT = "alert(1)"

SCRIPTS = (
    f"</script><script>{ALERT}</script>",
    f"<script>{ALERT}</script>",
    f"<ScRiPt>{ALERT}</sCrIpT>",
    f"</script\t><script >{ALERT}</script >",
    "<script src=//example.org/x.js></script>",
    f"<!--<script>{ALERT}</script>-->",
    "<!--<script>",
    f"--><script>{ALERT}</script>",
    f"]]><script>{ALERT}</script>",
    f"<![CDATA[<script>{ALERT}</script>]]>",
    f"</title><script>{ALERT}</script>",
    f"</textarea><script>{ALERT}</script>",
    f"</noscript><script>{ALERT}</script>",
    f"</template><script>{ALERT}</script>",
    f"<script type=module>{ALERT}</script>",
    f"<scr<script>ipt>{ALERT}</scr</script>ipt>",
    f"\\u003cscript\\u003e{ALERT}\\u003c/script\\u003e",
    f"&lt;script&gt;{ALERT}&lt;/script&gt;",
)
ATTRIBUTES = (
    f"<img src=x onerror={ALERT}>",
    f"<img src=x onerror={ALERT}//",
    f"\"'><svg onload={ALERT}>",
    f'" onmouseover="{ALERT}" x="',
    f"' onfocus='{ALERT}' autofocus='",
    f"<body onload={ALERT}>",
    f"<details open ontoggle={ALERT}>",
    f"<input autofocus onfocus={ALERT}>",
    f"<video><source onerror={ALERT}></video>",
    f"<audio src=x onerror={ALERT}>",
    f"<marquee onstart={ALERT}>x</marquee>",
    f"<div style=animation-name:x onanimationstart={ALERT}>",
    f"<x onclick={ALERT} tabindex=1 id=dl-app>x</x>",
    "`onerror=alert`1",
)
ADDRESSES = (
    f"javascript:{ALERT}",
    f"JaVaScRiPt:{ALERT}",
    f" javascript:{ALERT}",
    f"java\tscript:{ALERT}",
    f"java\nscript:{ALERT}",
    f"\x01javascript:{ALERT}",
    f"data:text/html,<script>{ALERT}</script>",
    f"vbscript:{ALERT}",
    f'https://example.org/"><script>{ALERT}</script>',
    f"https://example.org/#');{ALERT}//",
    f"//example.org/{ALERT}",
    "https:///",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    f"<a href=javascript:{ALERT}>x</a>",
    "<iframe src=https://example.org></iframe>",
    f"<object data=data:text/html,{ALERT}></object>",
    "<base href=//example.org/>",
    "<meta http-equiv=refresh content=0;url=//example.org>",
    "<form action=//example.org><button>x</button></form>",
)
TEMPLATES = (
    "${alert(1)}",
    "`${alert(1)}`",
    "`;alert(1);`",
    "\\`${alert(1)}",
    "{{ 7 * 7 }}",
    "{% raw %}{{ 7 }}{% endraw %}",
    "{{ cycler.__init__.__globals__ }}",
    "{% for x in (1,2) %}x{% endfor %}",
    "{#",
    "#{alert(1)}",
    "<%= 7 * 7 %>",
    "{title} {n} {label}",
    "%s %d %(title)s",
    "$& $1 $` $'",
    "__proto__",
    "constructor",
    "toString",
    "';alert(1);//",
    '";alert(1);//',
    "\\';alert(1);//",
    "\\",
)
STYLES = (
    "</style><script>alert(1)</script>",
    "<style>*{display:none}</style>",
    '<p style="position:fixed;inset:0;background:red">x</p>',
    "<link rel=stylesheet href=//example.org/x.css>",
    "red;}body{display:none}",
    "url(//example.org/x)",
)
DRAWINGS = (
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><foreignObject><body onload=alert(1)></foreignObject></svg>",
    "<svg><use href=data:image/svg+xml,x></svg>",
    "<math><mtext></style><img src=x onerror=alert(1)></math>",
)
LETTERS = (
    "\u202etxet desrever\u202c",
    "\u2067isolated\u2069 \u2066and\u2069",
    "\u202dleft\u202c \u200eto\u200f right",
    "\u0430\u0440\u0440\u04cfe.com says \u03b1",  # homoglyphs
    "Torkh\u0430m \u0422orkham",
    "zero\u200bwidth\u200d\u2060\ufeff\u00ad",
    "line\u2028and\u2029paragraph \x85 \x0b \x0c",
    "tab\tnew\nline\r\nreturn",
    "bell\x07escape\x1b[31mred\x1b[0m",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324" * 20,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 10,
    "\ufdfd" * 40,
    "ڈیورنڈ لائن پر جھڑپ <b>۵</b> (12)",
    "د ډیورنډ کرښه: ${x}",
    "\U000e0041\U000e0042 tags",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
)
HUGE = ("W" * 5000, "\u0644" * 3000, "a " * 3000, "-" * 2000)
ILL_FORMED = ("nul\x00byte", "\x00")

#: What a file of text can hold.
PAYLOADS = (
    *SCRIPTS,
    *ATTRIBUTES,
    *ADDRESSES,
    *TEMPLATES,
    *STYLES,
    *DRAWINGS,
    *LETTERS,
    *HUGE,
)
#: What only a table in memory can hold besides.
ALL = (*PAYLOADS, *ILL_FORMED)
