"""One module per place the house runs in: dev (make run), test, prod."""
