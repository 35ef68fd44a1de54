"""What readers see: executed notebooks to pages, and the pages read back."""
