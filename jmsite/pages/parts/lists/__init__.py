"""Lists and cards: journeys, and where touchpoints, channels, systems and departments are used."""
