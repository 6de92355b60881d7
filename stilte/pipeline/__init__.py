"""Checking, planning and building: the only package that uses every stage, from script to finished track."""
