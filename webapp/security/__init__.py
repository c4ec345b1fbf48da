"""Who may see what: keys and passwords, one-time links, sessions, throttling and the access rules of each
address.
"""
