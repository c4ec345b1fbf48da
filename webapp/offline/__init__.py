"""Steps on the device, for when there is no network: only where the person asked for it, and only to read.

Why it is off at first, what is kept and what clears it: docs/decisions/steps-offline.md.
"""
