package announce

// Forget drops the knowledge as if nobody had read anything for a while.
var Forget = forget
