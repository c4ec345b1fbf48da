"""Coaches' accounts: the one-time link that sets a password, logging in and logging out."""
