"""Who are we, and how are we reached? The pages about the site, its licences, and the letters to it."""
