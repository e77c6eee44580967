"""Banking: accounts of units at banks, what the banks say came and went, and how a payment finds its way. Knows no donor and no gift.

Words: BankAccount (tài khoản): of a unit, never of a person. Statement (sao kê): a file of the bank, kept as it was sent; StatementLine
(dòng sao kê): one movement, credit or debit, in đồng. Layout (mẫu sao kê): how a bank writes its file. Payment code (mã chuyển khoản):
short, with a check digit, found again in what the banks make of the remitter's words. VietQR: the payload of the EMVCo standard as NAPAS
uses it.

Lifecycle: an account is opened → closed. A statement is read, checked (opening + credits − debits = closing), and kept whole or not at all.

Promises: a line enters once, whatever files it stands in; a file that disagrees with what is on record is refused with its row; nothing is
sent to anybody to draw a QR code; a stranger's file is opened only in a process of its own.
"""
