"""The pages that a person sees at the pretend FaceID; they work without scripts. Pure."""

import base64
import hashlib
from html import escape

from sandbox.scenarios import SCENARIOS

STYLE = """
:root{--ink:#17212b;--soft:#5d6b78;--line:#dfe5ea;--brand:#0f6fde;--warn:#8a5200}
*{box-sizing:border-box}
body{margin:0;background:#f2f5f8;color:var(--ink);font:16px/1.5 system-ui,-apple-system,
"Segoe UI",Roboto,"Noto Sans CJK SC","PingFang SC",sans-serif}
.banner{background:#fff2cc;color:var(--warn);padding:12px 20px;font-size:14px;
border-bottom:1px solid #f0dc9b}
main{max-width:430px;margin:0 auto;padding:24px 20px 40px}
h1{font-size:24px;line-height:1.25;margin:20px 0 8px;text-align:center}
p{margin:0 0 20px;color:var(--soft);text-align:center}
svg{display:block;width:168px;height:168px;margin:8px auto 0}
.who{background:#fff;border:1px solid var(--line);border-radius:14px;padding:14px 18px;
margin:0 0 20px;display:flex;justify-content:space-between}
.who span{color:var(--soft)}
button{display:block;width:100%;min-height:48px;font:inherit;border-radius:12px;
border:1px solid var(--line);background:#fff;color:var(--ink);padding:12px 16px;text-align:left;
cursor:pointer}
button.main{background:var(--brand);border-color:var(--brand);color:#fff;font-weight:600;
text-align:center;font-size:17px;min-height:54px}
button:focus-visible,summary:focus-visible{outline:3px solid #9cc6f7;outline-offset:2px}
details{margin-top:24px}
summary{padding:12px 0;color:var(--brand);font-weight:600;text-align:center;cursor:pointer}
li{list-style:none;margin:0 0 8px}
ul{margin:8px 0 0;padding:0}
small{display:block;color:var(--soft);font-size:13px}
"""
SCRIPT = "document.forms[0].submit()"
FACE = (
    '<svg viewBox="0 0 168 168" aria-hidden="true"><circle cx="84" cy="84" r="78" fill="#e3eefb" '
    'stroke="#0f6fde" stroke-width="4" stroke-dasharray="30 10"/><circle cx="84" cy="68" r="27" '
    'fill="#8fb8e8"/><path d="M36 136c6-30 26-42 48-42s42 12 48 42" fill="#8fb8e8"/></svg>'
)


def check_page(token: str, masked_name: str, sim: str) -> str:
    """One button does the check as the test person asks (`sim`); a list has every other outcome."""
    others = "".join(
        f'<li><button name="sim" value="{name}">{escape(each.told)}'
        f"<small>{name}</small></button></li>"
        for name, each in SCENARIOS.items()
    )
    return _page(
        "Face check",
        f"""{FACE}<h1>Face check</h1>
<p>FaceID would now show you digits to read aloud to your camera. Here nothing is recorded.</p>
<div class="who"><span>Checking</span><b>{escape(masked_name)}</b></div>
<form method="post" action="do"><input type="hidden" name="token" value="{escape(token)}">
<button class="main" name="sim" value="{escape(sim)}">Do the check</button>
<details><summary>Choose how it ends</summary><ul>{others}</ul></details></form>""",
    )


def return_page(method: str, return_url: str, data: str, sign: str) -> str:
    """Sends the browser back with the result, at once or with a button."""
    return _page(
        "Check done",
        f"""{FACE}<h1>Check done</h1><p>You are being taken back.</p>
<form method="{method.lower()}" action="{escape(return_url)}">
<input type="hidden" name="data" value="{escape(data)}">
<input type="hidden" name="sign" value="{escape(sign)}">
<button class="main">Go back</button></form><script>{SCRIPT}</script>""",
    )


def unusable_page() -> str:
    return _page(
        "Page not valid",
        f"""{FACE}<h1>This page is not valid any more</h1>
<p>Each page does one check, within an hour. Go back to where you came from and begin again.</p>""",
    )


def headers() -> dict[str, str]:
    """Nothing is loaded, nothing is kept, and the address tells nobody where it was."""
    script = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    return {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{script}'; base-uri 'none'; frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _page(title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><style>{STYLE}</style></head>
<body><div class="banner" role="note"><b>Pretend face check.</b>
This page is for testing. It is not FaceID, and no camera is used.</div>
<main>{body}</main></body></html>"""
