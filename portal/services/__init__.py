"""Acts: one public function for each thing a person or the clock can do; they flush, the edge commits."""
