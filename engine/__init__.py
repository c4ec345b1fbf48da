"""Waymark's engine: answers in, a dated and explained plan out. It knows no web and no database."""
