"""Accounts: people, the roles they hold, and how far each role reaches.

Words: User (người dùng) signs in. Role (vai trò) is held at a unit from a day to a day; one person may hold several and acts in one at a
time. Can (quyền) names one power; each kind of role has its powers in code. Scope (phạm vi): the units under the role's unit on that day;
a role at an agency reaches as far as the territory to which the agency belongs.

Promises: nobody signs up, people are invited; the first sign-in asks for a password of one's own; a role is ended, never deleted; nobody
gives a power that they do not hold themselves; every move is in the audit.
"""
