"""Words to sound: what an engine is given, who speaks, and the takes that are kept."""
