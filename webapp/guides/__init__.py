"""What can be read: the start page, help, guides, letters and stories."""
