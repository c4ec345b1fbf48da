"""The page for whoever changes the looks: every token and every component. In development only."""
