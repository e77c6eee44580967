"""Checker: what departs from Nghị định 30/2020/NĐ-CP in a .docx by anybody. Knows the decree's form, and nothing of registers or people.

Words: Package (gói): the file, if it is a sound .docx. Reading: what Word shows in the end, with styles and numbering worked out. Line: a
line of the paper with its part (Role): head, number and day, title, bases, body, foot, annex. Rule (quy tắc): one requirement with the
article that governs it. Finding (điểm khác): where, what stands there, what should. Severity: trái quy định, or for a person to look at.
Fix: a safe mending, put into a copy.

package → reader (with styles, numbering) → locate (which line is what?) → rules (what departs?) → report; correcting mends a copy.

Doors: checking.check, checked and corrected, for files by strangers: in a process with little memory and time. inspecting does the same
without limits, for papers of our own.

Promises: nothing is stored; a hostile or broken file gets one sentence and costs little; a corrected copy differs from the file only where
a finding said so, and what is right stays as it is, byte for byte; our own press finds nothing to say against.
"""
