"""The program `pressmark` with vectors that cost nothing: words are hashed, so that all but the model is tried out."""

from eval.experiments.scale import HashEmbedding
from index.library import library
from ui.cli import main

if __name__ == "__main__":
    vars(library)["create_embedder"] = lambda _: HashEmbedding()
    main()
