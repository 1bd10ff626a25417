"""The frame of every page: settings, addresses, the server, the shells."""
