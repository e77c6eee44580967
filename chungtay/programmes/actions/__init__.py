"""The verbs of programmes, by noun: packs and the programmes they become, rounds, directives with their plans, focal points."""

from chungtay.programmes.actions.directives import (
    DirectiveForm,
    assign_duty,
    correct_directive,
    correct_plan,
    lift_duty,
    record_directive,
    record_plan,
)
from chungtay.programmes.actions.focal_points import appoint_focal_point, correct_focal_point, end_focal_point
from chungtay.programmes.actions.packs import adopt_version, end_programme, load_pack, start_programme
from chungtay.programmes.actions.rounds import correct_round, follow_mergers, open_round, take_part

__all__ = [
    "DirectiveForm",
    "adopt_version",
    "appoint_focal_point",
    "assign_duty",
    "correct_directive",
    "correct_focal_point",
    "correct_plan",
    "correct_round",
    "end_focal_point",
    "end_programme",
    "follow_mergers",
    "lift_duty",
    "load_pack",
    "open_round",
    "record_directive",
    "record_plan",
    "start_programme",
    "take_part",
]
