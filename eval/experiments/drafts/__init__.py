"""How well `pressmark check` finds what was altered in quotations and statements, and leaves the others in peace."""
