"""Where frames come from in the window: cameras, videos and the screen."""
