namespace Research.Notebooks;
