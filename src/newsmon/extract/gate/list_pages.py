"""Pages that are lists of other articles: of a section, of a search, of a tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsmon.text.line_keys import text_key

_FEWEST = 5  # teasers; a text that sends its reader to four other pages is still a text
_LISTED = 0.8  # of a text's letters
_MOST_IN_ONE_BOX = 0.5  # of them: what one box says alone is no list


def is_list(lines: Sequence[str], boxes: Sequence[str]) -> bool:
    """Tell whether a text is put together from teasers, none of which holds most of it."""
    letters_by_box: Counter[int] = Counter()
    whole = 0
    for line in lines:
        text = text_key(line)
        whole += len(text)
        box_index = next((i for i, box in enumerate(boxes) if text in box), None)
        if box_index is not None:
            letters_by_box[box_index] += len(text)
    if len(letters_by_box) < _FEWEST:
        return False
    return (
        sum(letters_by_box.values()) >= _LISTED * whole
        and max(letters_by_box.values()) < _MOST_IN_ONE_BOX * whole
    )
