"""What texts say, in the customer's language, in two segments at most. Pure.

No name and no number of a document: a text lies open on a locked screen. Who sends it stands in
front: China's networks deliver only what begins with a registered signature, in whatever language.
"""

from billing.reach import country_of
from shared.plain_names import name_shown

# Thai and Chinese leave 134 letters for two segments.
MOST_COMPANY_LETTERS = 20

SENDER = {"en": "{company}: ", "th": "{company}: ", "zh-CN": "{company}："}
CODE = {
    "en": "your code is {code}. It is valid for 10 minutes. Share it with nobody.",
    "th": "รหัสของคุณคือ {code} ใช้ได้ภายใน 10 นาที ห้ามบอกรหัสนี้กับผู้อื่น",
    "zh-CN": "您的验证码是{code}，10分钟内有效。请勿告诉他人。",
}
NOTICE = {
    "en": "{title}. Read more where you applied.",
    "th": "{title} อ่านรายละเอียดได้ที่หน้าที่คุณสมัคร",
    "zh-CN": "{title}。详情请在您提交申请的页面查看。",
}


def sender(language: str, company: str, phone: str, registered: str) -> str:
    """`registered` is the signature for China; without one the company's name stands there."""
    name = _short(company)
    if country_of(phone) != "CN":
        return SENDER[language].format(company=name)
    if not registered:
        return f"【{name}】"
    return f"【{registered}】" + SENDER[language].format(company=name)


def code_text(language: str, code: str) -> str:
    return CODE[language].format(code=code)


def notice_text(language: str, title: str) -> str:
    return NOTICE[language].format(title=title)


def _short(company: str) -> str:
    return name_shown(company)[:MOST_COMPANY_LETTERS].rstrip()
