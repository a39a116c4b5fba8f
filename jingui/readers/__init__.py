"""What do readers do? They read, and so decide what is hot; they bookmark, watch and comment."""
