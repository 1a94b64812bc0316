"""The cases table at rest: one class per kind of item, all in one table.

pk                          sk                      item
COMPANY#co                  COMPANY | KEY#id        Company, ApiKey (access/keys.py)
                            SETTINGS#mode           CompanySettings (shared/company_settings.py)
                            CHANGE#mode#00000001    SettingsChange (access/setting_changes.py)
                            STANDING#time           StandingChange (access/suspensions.py)
                            DIGEST#mode | STAFF#id  Digest, StaffMember (shared/staff.py)
KEY#sha256                  KEY                     KeySecret: what the authorizer reads
LINK#sha256, TOKEN#sha256   LINK, TOKEN             Link, CustomerToken (shared/links.py)
co#mode#cus_…               CUSTOMER                Customer
                            SUBMISSION#sub_…        Submission: the head, the only mutable part
                            EVENT#00000001          Event: history, numbered without gaps
                            UPLOAD#upl_… | OPEN_UPLOADS  Upload, OpenUploads
                            NOTIFICATION#0000001    Notification, numbered like its event
                            LIVENESS#sub_…#01       LivenessCheck (shared/liveness_check.py)
                            BANK                    BankAccount (shared/bank_account.py)
                            TEXT#id | PHONE         TextMessage, PhoneVerification (billing)
                            MESSAGE#dlv_…           DeliveryMark (shared/delivery_marks.py)
                            LOAN#loan_… | LOANREF#  Loan, LoanRef (lending/tables.py)
                            PERSON# | BUSINESS#     BusinessPerson, InBusiness (business_people.py)
co#mode#WEBHOOKS            WEBHOOK#whk_…           Webhook (webhooks/tables.py)
co#mode#DELIVERY#dlv_…      DELIVERY, …             Delivery (webhooks/tables.py)
co#mode#EXTERNAL#external   GUARD                   Guard: one customer per external_id
co#mode#IDENTITY#hash, …    GUARD | ALERT           IdentityGuard, DuplicateAlert
                                                    (shared/duplicate_alerts.py)
co#mode#SEEN#cause#…        cus_…                   Mark, Sighting (shared/sightings.py)
RATE#name#window            RATE                    Rate (shared/rates.py)
co#mode#REPLY#who#key       REPLY                   Reply (shared/reply.py)

What all items have in common is in shared/items.py.
"""

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
    VersionAttribute,
)

from shared.items import IntegerAttribute, Item, integers
from shared.tenant import Tenant


class Company(Item):
    company_id = UnicodeAttribute()
    name = UnicodeAttribute()
    policy = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    suspended_at = UTCDateTimeAttribute(null=True)
    resumed_at = UTCDateTimeAttribute(null=True)


class Customer(Item):
    tenant = UnicodeAttribute()
    customer_id = UnicodeAttribute()
    external_id = UnicodeAttribute()
    kind = UnicodeAttribute()
    country = UnicodeAttribute()
    language = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    phone = UnicodeAttribute(null=True)
    # The number that was proved, which counts while it is `phone`.
    phone_verified = UnicodeAttribute(null=True)
    phone_verified_at = UTCDateTimeAttribute(null=True)
    # The number of the event that replaced the address, with which earlier links ended, and when.
    links_since = IntegerAttribute(default=0)
    links_ended_at = UTCDateTimeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    policy = UnicodeAttribute()
    kyc_status = UnicodeAttribute()
    tier = IntegerAttribute()
    max_loan_units = IntegerAttribute()
    # The sum of the open loans; a loan is written only together with it.
    open_loans_units = IntegerAttribute(default=0)
    # Since when no money may leave, because the tier was lowered (lending/downgrades.py).
    frozen_at = UTCDateTimeAttribute(null=True)
    currency = UnicodeAttribute()
    # Through whose hands came whatever is known of this customer (shared/hands.py).
    hands = UnicodeSetAttribute(null=True)
    # Who this one turned out to be: it is closed.
    merged_into = UnicodeAttribute(null=True)
    # Of one who was deleted: since when nobody finds them, and when all was erased (deletion/).
    deleted_at = UTCDateTimeAttribute(null=True)
    erased_at = UTCDateTimeAttribute(null=True)
    # Numbers of the last event and the last submission: what makes both gapless.
    sequence = IntegerAttribute()
    submissions = IntegerAttribute(default=0)
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()


class Submission(Item):
    """The head: everything about a submission that changes. What was sent is in its events."""

    tenant = UnicodeAttribute()
    customer_id = UnicodeAttribute()
    submission_id = UnicodeAttribute()
    version = VersionAttribute()
    status = UnicodeAttribute()
    tier = IntegerAttribute()
    policy = UnicodeAttribute()
    policy_version = IntegerAttribute()
    revision = IntegerAttribute()
    # Event number of each revision, oldest first: revision n is at position n - 1.
    revision_events = integers()
    decision_events = integers()
    created_at = UTCDateTimeAttribute()
    submitted_at = UTCDateTimeAttribute()
    identity_guard = UnicodeAttribute(null=True)
    # `automatic` or `manual` and why (submit/routing.py); the attempts at a live face check that
    # the company allows, and the number of the last one, which ids and charges are made of.
    route = UnicodeAttribute(default="manual")
    route_reason = UnicodeAttribute(default="")
    attempts_allowed = IntegerAttribute(default=0)
    attempts = IntegerAttribute(default=0)
    # The staff member who sent this revision for the customer.
    sent_by_staff = UnicodeAttribute(null=True)
    # Through whose hands any of its revisions and files came (shared/hands.py).
    hands = UnicodeSetAttribute(null=True)
    # Kinds of this revision's files that were erased.
    erased_kinds = JSONAttribute(null=True)
    # Whether this revision's decision is told by text message too.
    sms_notices = BooleanAttribute(default=False)
    # Copies for the queue's rows, so that a page of the queue is one query.
    customer_name = UnicodeAttribute(null=True)
    external_id = UnicodeAttribute()
    country = UnicodeAttribute()
    kind = UnicodeAttribute()
    # The task token that the machine waits on, and which wait it is ("OpenReview r2").
    task_token = UnicodeAttribute(null=True)
    waiting_in = UnicodeAttribute(null=True)
    # How many executions of this revision ended before their work was done (submit/repair.py).
    restarts = IntegerAttribute(default=0)
    claimed_by = UnicodeAttribute(null=True)
    claimed_by_name = UnicodeAttribute(null=True)
    claim_expires_at = UTCDateTimeAttribute(null=True)
    handed_over_by = UnicodeAttribute(null=True)
    handed_over_by_name = UnicodeAttribute(null=True)
    first_approval = JSONAttribute(null=True)  # {by, name, at}, see review/four_eyes.py
    decided_by = UnicodeAttribute(null=True)
    decided_by_name = UnicodeAttribute(null=True)
    decided_at = UTCDateTimeAttribute(null=True)
    # What a reviewer said with it (shared/said.py).
    decision_digest = UnicodeAttribute(null=True)
    # Event number of the expiry of the newest revision.
    expired_event = IntegerAttribute(null=True)
    # How many reminders its customer has had, and the event of the last one.
    reminders = IntegerAttribute(default=0)
    reminder_event = IntegerAttribute(null=True)
    # How many supplementary documents were asked for, in all rounds.
    supplements = IntegerAttribute(default=0)
    # A rejected one, after which its customer may send another.
    reopened_at = UTCDateTimeAttribute(null=True)
    reopened_by = UnicodeAttribute(null=True)
    # What the customer is told: corrections [{item, code, comment}], or the reason {code, comment}.
    corrections = JSONAttribute(null=True)
    reason = JSONAttribute(null=True)


class Event(Item):
    """Immutable. `facts` hold no personal data; `personal` can be erased on its own."""

    sequence = IntegerAttribute()
    type = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    actor = UnicodeAttribute()
    actor_name = UnicodeAttribute(null=True)
    submission_id = UnicodeAttribute(null=True)
    revision = IntegerAttribute(null=True)
    facts = JSONAttribute(null=True)
    personal = JSONAttribute(null=True)


class Upload(Item):
    upload_id = UnicodeAttribute()
    kind = UnicodeAttribute()
    content_type = UnicodeAttribute()
    size_bytes = IntegerAttribute()
    # Of what was announced.
    sha256 = UnicodeAttribute(null=True)
    # Where the accepted file is kept, and as what: it need not be what was sent.
    object_key = UnicodeAttribute(null=True)
    kept_sha256 = UnicodeAttribute(null=True)
    kept_size_bytes = IntegerAttribute(null=True)
    # A picture's, to compare the files of one submission (shared/same_files.py).
    miniature = UnicodeAttribute(null=True)
    # Names of the tries to look at it that have not ended, the last one's beginning, and those that
    # ended without deciding (submit/keeping.py).
    tries = UnicodeSetAttribute(null=True)
    tried_at = UTCDateTimeAttribute(null=True)
    leftovers = UnicodeSetAttribute(null=True)
    status = UnicodeAttribute()
    refusal = UnicodeAttribute(null=True)
    facts = JSONAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    created_by = UnicodeAttribute()
    hands = UnicodeSetAttribute(null=True)
    # Who of the staff sent it for the customer, and why: {staff_id, name, reason}.
    by_staff = JSONAttribute(null=True)
    # Keys of the marks by which copies of it are found (shared/sightings.py).
    marks = JSONAttribute(null=True)
    # Of a video in which a text is read: {language, text}, as it was asked.
    read_aloud = JSONAttribute(null=True)
    # Of a tombstone: {staff_id, name, reason, asked_at, erased_at}.
    erasure = JSONAttribute(null=True)
    completed_at = UTCDateTimeAttribute(null=True)


class Notification(Item):
    """Written with the decision it tells of, so it is neither lost nor doubled.

    Due until it is e-mailed. One about a bank account has no submission.
    """

    notification_id = UnicodeAttribute()
    submission_id = UnicodeAttribute(null=True)
    revision = IntegerAttribute(null=True)
    outcome = UnicodeAttribute()
    language = UnicodeAttribute()
    title = UnicodeAttribute()
    text = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    # While somebody is sending the e-mail; who dies doing it is followed after the lease.
    email_lease_until = UTCDateTimeAttribute(null=True)
    emailed_at = UTCDateTimeAttribute(null=True)


class Guard(Item):
    """Holds a name for one customer: whoever writes it first has it."""

    customer_id = UnicodeAttribute()


def customer_pk(tenant: Tenant, customer_id: str) -> str:
    return f"{tenant}#{customer_id}"


def elsewhere_key(pk: str) -> str:
    """ListIndex: what lies under other keys and goes with the customer of that `pk`."""
    return f"{pk}#ELSEWHERE"


def event_sk(sequence: int) -> str:
    return f"EVENT#{sequence:08d}"


def notification_sk(number: int) -> str:
    return f"NOTIFICATION#{number:08d}"


def submission_sk(submission_id: str) -> str:
    return f"SUBMISSION#{submission_id}"
