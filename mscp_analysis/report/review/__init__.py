"""What is checked of a report, said of it by its reviewers, and signed off."""
