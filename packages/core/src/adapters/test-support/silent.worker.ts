// Loads, and never says that it is ready.
export {}
