"""What holds for every plugin, tried on each one that is installed and on the sample."""
