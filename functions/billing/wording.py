"""What texts say, in the customer's language, in two segments at most. Pure.

No name and no number of a document: a text lies open on a locked screen.
"""

from shared.plain_names import name_shown

# Thai and Chinese leave 134 letters for two segments.
MOST_COMPANY_LETTERS = 20

CODE = {
    "en": "{company}: your code is {code}. It is valid for 10 minutes. Share it with nobody.",
    "th": "{company}: รหัสของคุณคือ {code} ใช้ได้ภายใน 10 นาที ห้ามบอกรหัสนี้กับผู้อื่น",
    "zh-CN": "【{company}】您的验证码是{code}，10分钟内有效。请勿告诉他人。",
}
NOTICE = {
    "en": "{company}: {title}. Read more where you applied.",
    "th": "{company}: {title} อ่านรายละเอียดได้ที่หน้าที่คุณสมัคร",
    "zh-CN": "【{company}】{title}。详情请在您提交申请的页面查看。",
}


def code_text(language: str, company: str, code: str) -> str:
    return CODE[language].format(company=_short(company), code=code)


def notice_text(language: str, company: str, title: str) -> str:
    return NOTICE[language].format(company=_short(company), title=title)


def _short(company: str) -> str:
    return name_shown(company)[:MOST_COMPANY_LETTERS].rstrip()
