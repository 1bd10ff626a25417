"""From a first question without a name to a filed application: triage, drafts, the questions, the filing."""
