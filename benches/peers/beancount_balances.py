"""Prints the balance of every account of a beancount file, checked and without its cache.

Beancount 3 has no command for it. What it does here is beancount's own work: reading, booking, balance
assertions and validation; only the adding up stands below.
"""

import sys
from collections import Counter

from beancount import loader
from beancount.core.data import Transaction
from beancount.parser import printer


def main():
    loader.initialize(use_cache=False)
    entries, errors, _ = loader.load_file(sys.argv[1])
    if errors:
        printer.print_errors(errors, file=sys.stderr)
        return 1
    balances = Counter()
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                balances[posting.account] += posting.units.number
    for account, balance in sorted(balances.items()):
        print(f"{account},{balance}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
