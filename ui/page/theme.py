"""The look of the page: Gradio's own variables set to ours; all else stands in the style sheet."""

from pathlib import Path
from typing import Final

import gradio as gr

STYLE: Final = Path(__file__).with_name("static") / "page.css"
SANS: Final = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif")
MONO: Final = ("ui-monospace", "SF Mono", "Menlo", "Consolas", "Liberation Mono", "monospace")
"""Fonts of the system: none is sent, and none is fetched."""


def make_theme() -> gr.themes.Base:
    """Return a theme whose colours are the variables of the style sheet, which knows light and dark."""
    both = {
        "body_background_fill": "var(--ground)",
        "body_text_color": "var(--ink)",
        "body_text_color_subdued": "var(--soft)",
        "background_fill_primary": "var(--surface)",
        "background_fill_secondary": "var(--sunk)",
        "border_color_primary": "var(--line)",
        "border_color_accent": "var(--accent)",
        "block_background_fill": "transparent",
        "block_border_color": "transparent",
        "block_label_background_fill": "transparent",
        "block_label_text_color": "var(--soft)",
        "block_title_text_color": "var(--soft)",
        "input_background_fill": "var(--surface)",
        "input_border_color": "var(--strong-line)",
        "input_border_color_focus": "var(--accent)",
        "input_placeholder_color": "var(--soft)",
        "button_primary_background_fill": "var(--accent)",
        "button_primary_background_fill_hover": "var(--accent-deep)",
        "button_primary_text_color": "var(--on-accent)",
        "button_secondary_background_fill": "var(--surface)",
        "button_secondary_background_fill_hover": "var(--sunk)",
        "button_secondary_border_color": "var(--line)",
        "button_secondary_text_color": "var(--ink)",
        "color_accent_soft": "var(--accent-soft)",
        "link_text_color": "var(--accent)",
    }
    dark = {f"{name}_dark": value for name, value in both.items()}
    theme = gr.themes.Base(font=list(SANS), font_mono=list(MONO), radius_size="md", text_size="md")
    return theme.set(**both, **dark, block_border_width="0px", block_shadow="none", shadow_drop="none")
