"""Notifications: what the product tells people: on its pages, by e-mail, by Zalo. Knows people, no subject: each room writes its words.

Words: Notice (thông báo): one thing told to one person, with the address at which to act. Channel (kênh): e-mail, Zalo. Message (tin gửi):
a notice on its way through a channel; the outbox is the queue. Letter (thư): one thing told by e-mail to somebody without an account.
Setting (tùy chọn): which channels a person has switched off.

Promises: a message is written in the transaction that causes it and leaves after it; the same `key` is told to a person once; nothing is
sent twice: what may have been sent (time-out, answer 5xx) is never sent again by itself; nights are quiet.
"""
