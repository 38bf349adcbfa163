"""Do the answers still match the articles? Question sets, metrics, runs, a gate and reports."""
