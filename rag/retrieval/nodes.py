"""Passages as nodes of LlamaIndex."""

from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

from index.records import StoredPassage


def passage_node(passage: StoredPassage) -> TextNode:
    """Return a passage as a LlamaIndex node; its character range is that of the article's raw text."""
    card = passage.article
    return TextNode(
        id_=str(passage.id),
        text=passage.text,
        start_char_idx=passage.span.start,
        end_char_idx=passage.span.end,
        metadata={
            "file": card.file,
            "title": card.title,
            "author": card.author,
            "publisher": card.publisher,
            "published": card.published,
        },
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=card.file)},
    )
