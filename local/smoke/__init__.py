"""`make smoke STAGE=…`: the first hour on AWS, as far as a program can walk it."""
