"""Open data on the disk: the folder of the tables, and the script that counts every figure from them again."""
