"""A sample of the news world on loopback: five outlets, to watch newsmon at work."""
