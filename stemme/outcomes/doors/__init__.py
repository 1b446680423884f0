"""The doors of outcomes: what may send, how a call shows that it may, and the page where an owner makes them."""
