"""Never ships: the whole stack on this machine, its demo traffic, and the operator's commands."""
