"""Signal processing: levels, loudness, spectra, stereo, seeded noise."""
