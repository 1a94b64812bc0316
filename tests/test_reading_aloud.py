"""The text that a customer reads aloud in a video: written by the company, kept with the video."""

import hashlib
from typing import Any

import pytest

from local import specimen_video
from local.world import World
from shared.item_texts import item_texts
from shared.languages import LANGUAGES
from tests.refusal_helpers import nothing_must_change
from tests.world_helpers import Company, Person, a_company, a_customer, evidence

TEST = {"mode": "test"}
OURS = "เปิดบัญชีกับบางกอกเอ็กซ์เชนจ์\nข้าพเจ้าทำด้วยตนเอง"


@pytest.fixture
def exchange(world: World) -> Company:
    """Its third tier asks for the video."""
    return a_company(world, "Bangkok Exchange", policy="exchange")


def test_a_reviewer_hears_the_video_against_the_text_that_was_asked(exchange: Company) -> None:
    person = a_customer(exchange, language="th")
    assert asked(exchange, person, "en").startswith("I am opening an account with Bangkok Exchange")
    wrote(exchange, [{"language": "th", "text": f"  {OURS} "}])
    assert asked(exchange, person) == OURS

    sent = video(exchange, person)
    wrote(exchange, [{"language": "th", "text": None}])
    heard = read_to_the_reviewer(exchange, person, sent)

    assert heard == {"language": "th", "text": OURS}
    assert "Bangkok Exchange" in asked(exchange, person) != OURS


def test_who_reads_in_another_language_than_their_own_says_so(exchange: Company) -> None:
    person = a_customer(exchange, language="th")

    heard = read_to_the_reviewer(exchange, person, video(exchange, person, language="zh-CN"))

    assert heard == {"language": "zh-CN", "text": asked(exchange, person, "zh-CN")}
    assert heard["text"].startswith("我正在Bangkok Exchange开立账户")


def test_settings_show_each_language_and_whether_the_text_is_the_companys(
    exchange: Company,
) -> None:
    shown = wrote(exchange, [{"language": "th", "text": OURS}])["texts_to_read"]

    assert [(each["language"], each["own"]) for each in shown] == [
        ("en", False),
        ("zh-CN", False),
        ("th", True),
    ]
    assert shown[2]["text"] == OURS
    assert (
        wrote(exchange, [{"language": "en", "text": "Read this, please, aloud."}])["texts_to_read"][
            2:
        ]
        == shown[2:]
    )


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Nineteen letters ..", "texts_to_read.0.text"),
        ("x" * 301, "texts_to_read.0.text"),
        ("Read this aloud,\tplease, and slowly.", "texts_to_read.0.text"),
        (" " * 40, "texts_to_read.0.text"),
        (7, "texts_to_read.0.text"),
    ],
)
def test_a_text_that_nobody_can_read_aloud_is_refused(company: Company, text: Any, at: str) -> None:
    change = {"texts_to_read": [{"language": "en", "text": text}]}

    with nothing_must_change(company.world):
        refused = company.world.api.patch("/v1/settings", change, company.admin, query=TEST)

    assert refused.status == 400
    assert [each["field"] for each in refused.json["error"]["fields"]] == [at]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_text_names_the_company_and_has_the_length_that_is_asked(language: str) -> None:
    text = item_texts(language).read_aloud

    assert text.count("{company}") == 1
    assert 20 <= len(text) <= 300


def wrote(company: Company, texts: list[dict[str, Any]]) -> dict[str, Any]:
    body = {"texts_to_read": texts}
    done = company.world.api.patch("/v1/settings", body, company.admin, query=TEST)
    assert done.status == 200, done.text
    return dict(done.json)


def asked(company: Company, person: Person, language: str | None = None) -> str:
    """What the customer's requirements say is to be read."""
    where = f"/v1/customers/{person.customer_id}/requirements"
    found = company.get(where, query={"language": language} if language else {})
    items = [each for tier in found.json["tiers"] for each in tier["items"]]
    texts = {each["item"]: each["text_to_read"] for each in items}
    assert [item for item, text in texts.items() if text] == ["statement_video"]
    return str(texts["statement_video"])


def video(company: Company, person: Person, **told: Any) -> str:
    """The id of a video that was accepted."""
    content, where = specimen_video.tiny_mp4(), f"/v1/customers/{person.customer_id}/uploads"
    announced = {
        "kind": "statement_video",
        "content_type": "video/mp4",
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    permit = company.post(where, announced | told)
    assert permit.status == 201, permit.text
    company.world.send_file(permit.json, content)
    upload_id = str(permit.json["upload_id"])
    assert company.post(f"{where}/{upload_id}/complete").status == 200
    return upload_id


def read_to_the_reviewer(company: Company, person: Person, upload_id: str) -> dict[str, Any]:
    """What the case shows beside that video, and beside no other file."""
    body = evidence(company, person)
    body["uploads"].append(upload_id)
    sent = company.post(f"/v1/customers/{person.customer_id}/submissions", body)
    assert sent.status == 201, sent.text
    company.world.settle()
    documents = company.review(f"/tasks/{sent.json['submission_id']}").json["documents"]
    texts = {each["upload_id"]: each["read_aloud"] for each in documents if each["read_aloud"]}
    assert list(texts) == [upload_id]
    return dict(texts[upload_id])
