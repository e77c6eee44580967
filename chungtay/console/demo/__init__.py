"""The demo world: huyện Điện Biên and huyện Ngọc Hồi before and after 2025-07-01, with people named by their roles.

Communes, decisions and who became whom are real (places/data). Schools, sites and people are made up after the communes' names.
Everything goes through the rooms' actions, in one transaction; nothing is random, so every demo world is the same.
"""
