"""What falls due or runs behind: one file for each job, run by the worker or by `flask jobs run-once`."""
