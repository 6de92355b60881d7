"""Changing scripts: operations, texts, history, drafts, the list of scripts and the trash."""
