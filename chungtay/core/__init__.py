"""Ground: what every room stands on. No tables, no domain; one subject a file.

clock       the only place that asks what time it is
errors      RuleBroken: a refusal said in plain Vietnamese
states      which state may follow which
periods     half-open ranges of days; FOREVER
vietnamese  folding for search, sorting as Vietnamese readers expect
dates       days as law and habit write them, read back from what people type
constraints refusals and ranges that must not overlap, on both databases
db          locks, and what the database refuses said in Vietnamese
search      by the beginnings of words
invariants  what must always be true, and how it is looked for
paging      lists paged by key
"""
