"""Where the numbers come from: the worked example, the paper, our own measurements, the ledger."""
