"""From pains to what is known of them and done about them: threads, priorities, work."""
