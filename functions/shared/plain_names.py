"""What people call themselves and others, in a mail: never a link, never a message. Pure.

Two lines of defence. A name that is plainly an address or a sentence is refused where it is sent.
And whatever a name, a title or a comment says, what is mailed shows it so that no program makes a
link of it: a space comes after the dot, as in "Booking. com B.V." That covers names that are
addresses rightly, and what was stored before there was a rule.
"""

import re
import unicodedata

from pydantic_core import PydanticCustomError

# On one letter: Thai has two, Burmese and Tibetan have more.
MOST_MARKS = 5
# What a greeting repeats; who is called by more is greeted as a customer.
MOST_WORDS, MOST_LETTERS = 16, 100
# Nobody is called that, and half of all addresses end so.
ENDINGS = frozenset(
    [
        "com",
        "net",
        "org",
        "info",
        "biz",
        "xyz",
        "site",
        "online",
        "shop",
        "store",
        "top",
        "app",
        "dev",
        "link",
        "click",
    ]
)
ABBREVIATION_LETTERS = 4
SENTENCE_LETTERS = 7

UNSEEN = "Control characters, invisible characters and markup are not allowed."
MARKUP = re.compile(r"<[A-Za-z/!?]|//")
DOT = re.compile(r"(?<=\w)([.．])(?=[^\W_]{2})(?=\d*[^\W\d_])")
# What stands between two names of one person, and around the second.
APART = re.compile(r"[/@()]")
AT = re.compile(r"(?<=\S)@(?=\S)")


def has_too_many_marks(text: str) -> bool:
    """A tower of accents, which covers the lines above and below it."""
    return _without_towers(text) != text


def one_line(text: str) -> str:
    """Of an organisation, a key, a paper: any letters and signs that are seen, and no markup."""
    text = unicodedata.normalize("NFC", text)
    if any(_is_unseen(each) for each in text) or has_too_many_marks(text) or MARKUP.search(text):
        raise PydanticCustomError("invalid_characters", UNSEEN)
    return " ".join(text.split())


def is_message(name: str) -> bool:
    """Whether a person's name is an address, or a sentence that ends before the next one."""
    words = [each.strip(",·•・") for each in APART.sub(" ", name).split()]
    ended = [each for each in words[:-1] if each.endswith(".")]
    return any(_is_address(each) for each in words) or any(_ends_a_sentence(each) for each in ended)


def _is_address(word: str) -> bool:
    """`kyc-check.example.com`; but "St.John", "J.R.R.Tolkien" and "ดร.สมชาย" are names."""
    labels = [each for each in word.split(".") if each]
    if len(labels) < 2 or len(labels[-1]) < 2:
        return False
    first, last = labels[0].lower(), labels[-1]
    long = any(len(each) > ABBREVIATION_LETTERS and _is_cased(each) for each in labels[:-1])
    return first == "www" or last.lower() in ENDINGS or last[0].islower() or long


def _ends_a_sentence(word: str) -> bool:
    return len(word) > SENTENCE_LETTERS and "." not in word[:-1] and _is_cased(word)


def _is_cased(word: str) -> bool:
    return word.lower() != word.upper()


def shown(text: str) -> str:
    """A comment or a title, with nothing to click on."""
    return AT.sub(" (at) ", DOT.sub(r"\1 ", text.replace("://", ": //")))


def name_shown(name: str) -> str:
    """In one line, and without towers of accents."""
    line = "".join(" " if _is_unseen(each) else each for each in name)
    return shown(_without_towers(" ".join(line.split())))


def _is_unseen(letter: str) -> bool:
    """Controls, line ends, and format characters but those that shape Persian and Sinhala."""
    kind = unicodedata.category(letter)
    return (kind[0] == "C" or kind in ("Zl", "Zp")) and letter not in "\u200c\u200d"


def _without_towers(line: str) -> str:
    kept, run = [], 0
    for each in line:
        run = run + 1 if unicodedata.category(each)[0] == "M" else 0
        if run <= MOST_MARKS:
            kept.append(each)
    return "".join(kept)


def greeted(name: str | None, kind: str) -> str | None:
    """What a mail calls the customer; None for who has no name, or one that says something."""
    if not name or len(name) > MOST_LETTERS or len(name.split()) > MOST_WORDS:
        return None
    if kind == "individual" and (is_message(name) or has_too_many_marks(name)):
        return None
    return name_shown(name)
