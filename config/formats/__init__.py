"""How the framework itself writes days, where a language of ours differs from its habit (see disputes/wording.py)."""
