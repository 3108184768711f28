"""News that newsmon has read, over HTTP: an API, pages, an MCP server. Everything is read only."""
