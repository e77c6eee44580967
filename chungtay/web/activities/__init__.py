"""The pages about activities: the list, recording in a minute, one activity with its photos and papers."""
