"""Probes of the access, submit and review slices."""

from datetime import UTC, datetime, timedelta
from functools import cached_property
from uuid import uuid4

import requests

from local import specimens
from local.client import Api
from local.operator import open_company
from local.people import first_keys
from shared.machine import DUE
from tests.e2e.probes_files import FileProbes
from tests.e2e.probes_steps import Act
from tests.e2e.steps import certificate, refusal_of


class CaseProbes(FileProbes):
    # access
    def authorizer__read_keys_and_tokens(self) -> Act:
        # The authorizer's answer is kept a while, so each try has a key of its own.
        keys = iter(first_keys(self.admin).values())
        return lambda: Api(self.stack.api_url, next(keys)).get("/v1/customers")

    def authorizer__note_use(self) -> Act:
        def act() -> None:
            made = self.admin.post("/v1/keys", {"name": "probe", "mode": "test"})
            Api(self.stack.api_url, made["secret"]).get("/v1/customers")
            listed = self.admin.get("/v1/keys")["keys"]
            (used,) = [each for each in listed if each["key_id"] == made["key_id"]]
            assert used["last_used_at"], used

        return act

    def access_api__keep_companies_keys_and_links(self) -> Act:
        def act() -> None:
            made = self.admin.post("/v1/keys", {"name": "probe", "mode": "test"})
            self.admin.get("/v1/keys")
            self.admin.delete(f"/v1/keys/{made['key_id']}")

        return act

    def access_api__list_companies(self) -> Act:
        return lambda: self.operator.get("/v1/operator/companies")

    def open_company__write_company_and_administrator(self) -> Act:
        return self._opening

    def open_company__invite_administrator(self) -> Act:
        return self._opening

    def staff_api__keep_companies_and_staff(self) -> Act:
        return self._staff_kept

    def staff_api__keep_sign_ins(self) -> Act:
        return self._staff_kept

    def staff_api__keep_sign_ins__admin_get_user(self) -> Act:
        """Whoever has a sign-in already is found, and refused."""

        def act() -> None:
            refused = refusal_of(lambda: self._company_opened(self.desk.company.admin))
            assert refused.code == "staff_exists", refused

        return act

    # submit
    def submit_api__keep_customers_and_submissions(self) -> Act:
        submission_id = self._submitted()

        def act() -> None:
            customer_id = self.desk.a_customer()
            self.desk.back_end.patch(f"/v1/customers/{customer_id}", {"language": "th"})
            self.desk.history(customer_id)
            self.desk.back_end.get(f"/v1/submissions/{submission_id}/revisions")

        return act

    def submit_api__keep_customers_and_submissions__delete_item(self) -> Act:
        """What was compared with other customers is not kept for comparing."""
        return lambda: self._must_be_compared(self.desk.a_customer())

    def submit_api__keep_customers_and_submissions__condition_check_item(self) -> Act:
        """A file is taken for a customer who is there still; its own, that is like no other."""

        def act() -> None:
            customer_id = self.desk.a_customer()
            content = specimens.selfie(customer_id)
            self.desk.back_end.upload(customer_id, "selfie", content, "image/jpeg")

        return act

    def submit_api__list_customers(self) -> Act:
        return lambda: self.desk.back_end.get("/v1/customers")

    def submit_api__read_identity_key(self) -> Act:
        return self._after_restart("SubmitApi", self._submitted)

    def submit_api__start_verification(self) -> Act:
        def act() -> None:
            assert self.desk.executions(self._submitted())

        return act

    def submit_api__end_waits(self) -> Act:
        waiting = iter([self._waiting_for_the_customer(), self._waiting_for_the_customer()])

        def act() -> None:
            submission_id = next(waiting)
            fields = {"fields": certificate()}
            self.desk.back_end.post(f"/v1/submissions/{submission_id}/resubmit", fields)
            self._machine_must_hear(submission_id, self._revised)

        return act

    def await_resubmission__keep_token(self) -> Act:
        return self._invocation("AwaitResubmission", self._waiting_for_the_customer())

    def await_resubmission__end_waits(self) -> Act:
        return self._invocation("AwaitResubmission", self._approved())

    def start_next_revision__read_head(self) -> Act:
        return self._invocation("StartNextRevision", self._approved())

    def start_next_revision__start_verification(self) -> Act:
        return self._invocation("StartNextRevision", self._approved())

    def resume_stalled__find_due(self) -> Act:
        return self._invocation("ResumeStalled")

    def resume_stalled__read_and_note(self) -> Act:
        return self.resume_stalled__end_waits()

    def resume_stalled__see_executions(self) -> Act:
        return self.resume_stalled__end_waits()

    def resume_stalled__start_verification(self) -> Act:
        return self._stalled(status="pending", waiting_in="nothing")

    def resume_stalled__end_waits(self) -> Act:
        return self._stalled()

    # review
    def review_api__read_and_decide(self) -> Act:
        submission_id = self._in_review_with_a_file()

        def act() -> None:
            # Undecided, so that it can be decided each time.
            self._change_case(self._key(submission_id), status="pending")
            self.desk.review.get(f"/v1/review/tasks/{submission_id}")
            self.desk.approve(submission_id, 1)

        return act

    def review_api__read_queue(self) -> Act:
        return lambda: self.desk.review.get("/v1/review/tasks")

    def review_api__show_files(self) -> Act:
        submission_id = self._in_review_with_a_file()

        def act() -> None:
            shown = self.desk.review.get(f"/v1/review/tasks/{submission_id}")["documents"][0]
            requests.get(shown["url"], timeout=30).raise_for_status()

        return act

    def review_api__end_waits(self) -> Act:
        waiting = iter([self._in_review(), self._in_review()])

        def act() -> None:
            submission_id = next(waiting)
            self.desk.approve(submission_id, 1)
            self._machine_must_hear(submission_id, self._ended)

        return act

    def open_review__keep_token(self) -> Act:
        """Where FaceID could not decide: the case's history says so."""
        submission_id = self._in_review()
        check = {"attempt": 1, "reason": "face_mismatch"}

        def act() -> None:
            self._change_case(self._key(submission_id), route="automatic")
            self._invoke("OpenReview", submission_id, check=check)

        return act

    def open_review__end_waits(self) -> Act:
        return self._invocation("OpenReview", self._approved())

    def record_decision__read_and_approve(self) -> Act:
        attempt, submission_id = self._compared(), self._mainlander

        def act() -> None:
            self._change_case(self._key(submission_id), status="pending")
            told = self._invoke("RecordDecision", submission_id, attempt=attempt)
            assert told == {"status": "approved"}

        return act

    def notify_customer__read_and_note(self) -> Act:
        submission_id = self._approved()
        number = int(self._head(submission_id)["decision_events"]["L"][0]["N"])
        notice = self._key(submission_id, f"NOTIFICATION#{number:08d}")

        def act() -> None:
            self._change_case(notice, emailed_at=None, email_lease_until=None)
            self._invoke("NotifyCustomer", submission_id)

        return act

    def notify_customer__send_email(self) -> Act:
        return self.notify_customer__read_and_note()

    def expire_submission__read_and_expire(self) -> Act:
        submission_id = self._waiting_for_the_customer()

        def act() -> None:
            # Waiting again, so that it can expire each time.
            self._change_case(self._key(submission_id), status="revision_requested")
            self._invoke("ExpireSubmission", submission_id)

        return act

    def expire_submission__send_email(self) -> Act:
        return self.expire_submission__read_and_expire()

    def watch_ages__read_and_note(self) -> Act:
        """Somebody who was asked for a correction five days ago and never reminded."""
        key = self._key(self._waiting_for_the_customer())
        then = f"{datetime.now(UTC) - timedelta(days=5):%Y-%m-%dT%H:%M:%S.%f}+0000"

        def act() -> None:
            self._change_case(key, list_at=then, decided_at=then, reminders=None)
            done = self._invoke("WatchAges")
            assert (done["reminded"], done["failed"]) == (1, 0), done

        return act

    def watch_ages__list_companies_and_tasks(self) -> Act:
        return self.watch_ages__read_and_note()

    def watch_ages__send_email(self) -> Act:
        return self.watch_ages__read_and_note()

    # steps
    def _opening(self) -> None:
        stack, first = self.stack, f"{uuid4()}@probe.example.com"
        open_company(stack.client, stack.outputs, "Probe", "exchange", first)

    def _staff_kept(self) -> None:
        """Somebody is invited, put into another group and disabled, and comes back."""
        somebody = {"email": f"{uuid4()}@probe.example.com", "name": "Probe", "groups": ["admin"]}
        where = f"/v1/staff/{self._first_admin.post('/v1/staff', somebody)['staff_id']}"
        self._first_admin.patch(where, {"groups": ["billing"], "disabled": True})
        self._first_admin.patch(where, {"disabled": False})
        self._first_admin.get("/v1/staff")

    @cached_property
    def _first_admin(self) -> Api:
        """Whom the service itself keeps, and looks at again when an administrator goes."""
        first = f"first-admin@{self.desk.company.admin.partition('@')[2]}"
        return self.desk.company.staff(self.stack, first, "test")

    def _company_opened(self, email: str = "") -> None:
        first = {"email": email or f"{uuid4()}@probe.example.com", "name": "Probe"}
        body = {"name": "Probe", "policy": "exchange", "administrator": first}
        self.operator.post("/v1/operator/companies", body)

    def _in_review_with_a_file(self) -> str:
        customer_id = self.desk.a_customer()
        return self.desk.submit(customer_id, certificate(), [self._uploaded(customer_id)])

    def _stalled(self, **facts: str) -> Act:
        submission_id = self._approved()

        def act() -> None:
            self._mark_due(self._key(submission_id), DUE, **facts)
            assert self._invoke("ResumeStalled")["failed"] == 0

        return act
