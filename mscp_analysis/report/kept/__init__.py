"""Finished work that is kept, and how it is told that nothing it was made from has changed."""
