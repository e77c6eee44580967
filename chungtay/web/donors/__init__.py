"""Pages of donors: who gives, what they allowed, which entries are one."""
