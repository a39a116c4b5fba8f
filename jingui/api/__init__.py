"""What do machines ask? JSON over HTTP, one router a noun."""
