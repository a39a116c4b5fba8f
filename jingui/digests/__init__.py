"""What do we send? The pre-market (盘前) and evening (晚报) editions."""
