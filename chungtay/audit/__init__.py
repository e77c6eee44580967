"""Audit: who did what, when, to what, from where.

One AuditEntry for each act, written by the action itself in the same transaction with `record()`. Acts are dotted and in the past tense:
"unit.merged", "role.ended". Entries are never changed or removed: triggers on both databases refuse it.

The room knows no subject: it keeps the subject's kind, key and name as they were, and the id of the unit at which it happened, so that
the doors can show each reader what lies in their scope.
"""
