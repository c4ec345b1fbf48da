"""What helps whoever writes the knowledge: new files, the guide to fields, what an edit changes."""
