"""A timetable for many hearings: pure arithmetic, no database, no clock but the one it is told to stop by.

`problem` says what is to be placed and what is taken, `search` places it (earliest end first, then better and better),
`prices` prove how good a timetable can be at most, `repair` moves as few hearings as it can.
"""
