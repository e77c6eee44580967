"""The demo world: huyện Điện Biên and huyện Ngọc Hồi before and after 2025-07-01, with people named by their roles.

Communes, decisions and who became whom are real (places/data), and so are the documents and figures of 2021 (huyện Điện Biên's report of
"Điều ước cho em"). Schools, sites, people, the single needs and gifts are made up after the communes' names.
Everything goes through the rooms' actions, in one transaction; nothing is random, so every demo world is the same, whenever it is built;
its last day is 2026-11-20.
"""
