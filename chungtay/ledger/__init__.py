"""Ledger: every đồng and every thing, where it is and where it went, as double entry. Knows units and programmes, no gift and no donor.

Words: Account (tài khoản sổ cái): a kind, a unit, a programme, a commodity ("VND", or a thing in its measure). Entry (bút toán): an amount
of one commodity from one account to another, on a day; debit and credit are the two ends of one row, so that books cannot fall out of
balance. Balance (số dư): of an account, moved with each entry, never below zero. Leaf, head (lá, gốc ngày): the place of an entry in the
Merkle tree of RFC 6962, and the root of the tree at the end of a day.

Lifecycle: booked → (perhaps) reversed by a second entry that names it and the reason. Sealed into the tree by the worker.

Promises: rows are never changed or removed, by nobody; a balance equals the sum of its entries; an export can be checked by a stranger
with a program of 150 lines that trusts nothing of ours; gifts stand in it under a hash of their code, donors not at all.
"""
