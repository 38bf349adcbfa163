"""What the program's own processes ask of the network, watched from inside of Python."""
