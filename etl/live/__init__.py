"""Publishers asked for their newest figures, and their answers read and kept as new vintages."""
