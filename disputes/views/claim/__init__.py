"""The pages on which a claim is begun, gone on with, checked and filed."""
