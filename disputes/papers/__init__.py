"""Papers of a dispute as files: rendered, sniffed, stored and bagged. No model, no clock, no settings."""
