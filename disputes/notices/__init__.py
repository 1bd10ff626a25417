"""A holiday notice is loaded: what it would change (`preview`), and what it changes (`recount`)."""
