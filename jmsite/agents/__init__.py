"""The questions that agents may ask of a site, and the server that answers them."""
