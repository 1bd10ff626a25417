"""The casebook: typical cases published without leaking anybody."""
