"""A process that adds numbers to documents: `python -m tests.store.writer DATA FILE_ID NAME COUNT`.

Prints a line once it has begun, and one for each number that is safely stored.
"""

from __future__ import annotations

import sys

from webapp.store import Store


def main() -> None:
    data, file_id, name, count = sys.argv[1:]
    store = Store(data)
    print("begun", flush=True)
    for number in range(int(count)):
        store.change(file_id, "shared", lambda d: {**d, name: d.get(name, 0) + 1, "all": d.get("all", 0) + 1})
        store.change(file_id, "log", lambda d, number=number: {**d, f"{name}-{number}": "x" * 200})  # type: ignore[misc]
        print(number, flush=True)
        store.release()


if __name__ == "__main__":
    main()
