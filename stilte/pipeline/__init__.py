"""The whole flow, script to released track: the only room that knows every stage."""
