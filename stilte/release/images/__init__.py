"""Pictures of a track: covers, the timeline, the curve of the breath."""
