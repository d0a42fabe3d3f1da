"""A PyTorch twin of the recipe of src/training: the same networks, losses and kinds of perturbation."""
