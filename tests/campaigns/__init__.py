"""Long attacks on the whole bot, each callable by module: `python -m tests.campaigns.kill --kills 5000`."""
