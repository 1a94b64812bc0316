"""FaceID's signatures agree with its own examples, and with no changed ones."""

import base64

import pytest

from liveness.faceid_signature import callback_is_signed, check_v3, sign_v3

KEY, SECRET = "sim_key_0001", "sim_secret_0001"
SIGNED = (
    "fI46LO4qEbxG0XrQKrzMzMW6X5BhPXNpbV9rZXlfMDAwMSZiPTE3MDAwMDAxMDAmYz0xNzAwMDAwMDAwJmQ9"
    "MTIzNDU2Nzg5MA=="
)
DATA = (
    '{"status":"OK","biz_info":{"biz_id":"1700000000,00000000-0000-4000-8000-000000000001",'
    '"biz_no":"kyc-1","biz_extra_data":""}}'
)
CALLBACK_SIGN = "6b0f86ecf52921a1ad2beb42d89b5022a8bba38d"


def test_a_request_is_signed_as_in_the_example() -> None:
    assert sign_v3(KEY, SECRET, 1700000100, 1700000000, 1234567890) == SIGNED


@pytest.mark.parametrize(
    ("sign", "key", "secret", "now", "wrong"),
    [
        (SIGNED, KEY, SECRET, 1700000099, ""),
        (SIGNED, KEY, SECRET, 1700000100, "EXPIRED_SIGN"),
        (sign_v3(KEY, SECRET, 0, 1700000000, 1), KEY, SECRET, 1900000000, ""),
        (SIGNED, KEY, "another", 1700000050, "INVALID_SIGN"),
        (SIGNED, "another", SECRET, 1700000050, "INVALID_SIGN"),
        (SIGNED[:-4], KEY, SECRET, 1700000050, "INVALID_SIGN"),
        ("not base64!", KEY, SECRET, 1700000050, "INVALID_SIGN"),
        ("", KEY, SECRET, 1700000050, "INVALID_SIGN"),
        ("é", KEY, SECRET, 1700000050, "INVALID_SIGN"),
        (base64.b64encode(b"x" * 40).decode(), KEY, SECRET, 1700000050, "INVALID_SIGN"),
    ],
)
def test_a_signature_holds_for_its_keys_and_its_time(
    sign: str, key: str, secret: str, now: int, wrong: str
) -> None:
    assert check_v3(sign, key, secret, now) == wrong


@pytest.mark.parametrize(
    ("secret", "data", "sign", "holds"),
    [
        (SECRET, DATA, CALLBACK_SIGN, True),
        (SECRET, DATA, CALLBACK_SIGN.upper(), True),
        (SECRET, DATA + " ", CALLBACK_SIGN, False),
        (SECRET, DATA.replace("kyc-1", "kyc-2"), CALLBACK_SIGN, False),
        ("another", DATA, CALLBACK_SIGN, False),
        (SECRET, DATA, "", False),
        (SECRET, DATA, "é", False),
        (SECRET, "\udcff", CALLBACK_SIGN, False),
    ],
)
def test_a_callback_is_signed_as_in_the_example(
    secret: str, data: str, sign: str, holds: bool
) -> None:
    assert callback_is_signed(secret, data, sign) is holds
