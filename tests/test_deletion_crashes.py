"""A deletion that has begun ends, whoever dies on the way and whatever arrives late."""

from contextlib import suppress

from local.world import World
from local.world.functions import Crash, FunctionFailed
from tests.deletion_helpers import deleted, erased, history_of, time_passes, versions_of
from tests.refusal_helpers import everything_stored
from tests.world_helpers import Company, Person, a_customer

# More than either function makes of anything.
MOST_CALLS = {"DeletionApi": 7, "FinishDeletions": 50}


def test_a_deletion_ends_wherever_its_functions_die(world: World, company: Company) -> None:
    people, happened = list[Person](), dict[str, bool]()
    for function, most in MOST_CALLS.items():
        happened[function] = True
        for nth in range(1, most):
            person = a_customer(company)
            world.announce(person.customer_id, "selfie", b"a face", "image/jpeg", company.token)
            company.post(f"/v1/customers/{person.customer_id}/links", {"tier": 1})
            with Crash(function, nth, after=bool(nth % 2)) as crash:
                if deleted(company, person).status != 200:
                    deleted(company, person)
                with suppress(FunctionFailed):
                    world.run("FinishDeletions")
            world.run("FinishDeletions")
            people.append(person)
            happened[function] = crash.happened
            if not crash.happened:
                break

    assert happened == dict.fromkeys(MOST_CALLS, False)
    assert len(people) > 15
    kinds = {"CUSTOMER", "EVENT"}
    assert {sk.partition("#")[0] for sk in everything_of(world, people)} == kinds
    for person in people:
        types = [each["type"] for each in history_of(company, person)]
        assert types == ["customer.created", "link.created", "customer.deleted", "customer.erased"]


def everything_of(world: World, people: list[Person]) -> list[str]:
    """Sort keys of whatever has one of their ids in a key, or leads to one of them."""
    items, _ = everything_stored(world)
    ids = {each.customer_id for each in people}
    return [each["sk"]["S"] for each in items if any(one in str(each) for one in ids)]


def test_what_arrives_late_goes_too(world: World, company: Company) -> None:
    person, content = a_customer(company, external_id="once"), b"a late passport"
    permit = world.announce(person.customer_id, "selfie", content, "image/jpeg", company.token).json
    deleted(company, person)
    erased(world)

    world.send_file(permit, content)
    where = f"/v1/customers/{person.customer_id}/uploads/{permit['upload_id']}/complete"
    late = company.post(where)
    assert (late.code, versions_of(world, person)) == ("not_found", [permit["fields"]["key"]])
    time_passes(world)
    world.run("FinishDeletions")

    assert versions_of(world, person) == []
    assert a_customer(company, external_id="once").customer_id != person.customer_id
