"""Languages on disk: `knowledge/languages/CODE/`, beside the English they translate."""
