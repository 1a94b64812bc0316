"""Which mailbox an address leads to: one has many spellings, and each is a new customer's. Pure.

Only what a provider says of its own addresses is here. Whoever is taken for another by mistake
gets an alert, which a person resolves, or is asked to let a colleague decide.
"""

from shared.mail_address import as_mailed

# Other names of one provider's domain: the same name before the @ is the same mailbox.
SAME = {
    "googlemail.com": "gmail.com",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
    "proton.me": "protonmail.com",
    "pm.me": "protonmail.com",
    "protonmail.ch": "protonmail.com",
    "ya.ru": "yandex.ru",
    "yandex.by": "yandex.ru",
    "yandex.com": "yandex.ru",
    "yandex.com.tr": "yandex.ru",
    "yandex.kz": "yandex.ru",
    "yandex.ua": "yandex.ru",
    "yandex.uz": "yandex.ru",
}
# Signs that a provider does not see before the @.
UNSEEN = {"gmail.com": ".", "protonmail.com": "._-"}
# `anything@name.fastmail.com` is `name@fastmail.com`.
BELOW = ("fastmail.com", "fastmail.fm")
# No name there has a hyphen: what follows it is a word that the bearer chose.
HYPHEN_TAGGED = ("yahoo.com", "ymail.com", "rocketmail.com", "yahoo.co.th", "yahoo.com.sg")


def mailbox(address: str) -> str:
    """Where mail to it arrives: `Dao+kyc@Example.com ` is `dao@example.com`."""
    local, _, domain = as_mailed(address).casefold().rpartition("@")
    domain = SAME.get(domain, domain)
    name, _, parent = domain.partition(".")
    if parent in BELOW:
        local, domain = name, parent
    local = local.partition("+")[0] or local
    if domain in HYPHEN_TAGGED:
        local = local.partition("-")[0] or local
    if domain == "yandex.ru":
        local = local.replace("-", ".")
    for each in UNSEEN.get(domain, ""):
        local = local.replace(each, "")
    return f"{local}@{domain}"
