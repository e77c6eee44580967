"""The staff's door: pages of the workspace, one folder for each room. Views find the object, check the shape, call one action."""
