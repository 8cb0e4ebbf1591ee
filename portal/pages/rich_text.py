"""What editors may use in rich texts, in articles and in widgets."""

RICH_TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "hr", "link", "document-link"]
