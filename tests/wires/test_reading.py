"""Files of a wire that are not as they should be: each part is an item, passed over, or broken."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.wires.writing import g2_item, g2_message, ninjs_1, ninjs_2, ninjs_3, nitf, parts_of

from newsmon import wires
from newsmon.wires import BrokenItem, SkippedItem, WireItem

PARTS = (WireItem, SkippedItem, BrokenItem)
MARKUP = (g2_message(g2_item(), g2_item(guid="urn:b")), nitf())
OBJECTS = (ninjs_1(), ninjs_2(), ninjs_3())
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=300)
@given(st.sampled_from(MARKUP), st.integers(0, 3_000), st.integers(0, 40), st.text(max_size=20))
def test_xml_with_something_else_in_it_is_read_or_broken(
    markup: str, start: int, length: int, inserted: str
) -> None:
    body = markup[:start] + inserted + markup[start + length :]
    try:
        _, text = wires.xml_kind(body.encode("utf-8", "replace"))
    except ValueError:
        return
    assert all(isinstance(part, PARTS) for part in wires.xml_items(text))


@settings(max_examples=300)
@given(st.sampled_from(OBJECTS), st.data(), json_values)
def test_an_object_with_any_value_in_a_field_is_read_or_broken(
    fields: dict[str, Any], data: st.DataObject, value: Any
) -> None:
    name = data.draw(st.sampled_from([*fields, "associations", "embargoed", "genre", "renditions"]))
    assert all(isinstance(part, PARTS) for part in parts_of({**fields, name: value}))


@given(json_values)
def test_any_json_is_read(value: Any) -> None:
    assert all(isinstance(part, PARTS) for part in wires.json_items(value))


@pytest.mark.parametrize("body", [b"", b"no xml", b"\x1f\x8b broken", b"{}", b"\xff\xfe"])
def test_what_is_no_xml_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(ValueError, match="no XML"):
        wires.xml_kind(body)


def test_elements_nested_without_end_break_their_file() -> None:
    deep = "<div>" * 100_000 + "</div>" * 100_000
    (part,) = parts_of(g2_item(body=f"<inlineXML>{deep}</inlineXML>"))
    assert isinstance(part, BrokenItem)


def test_more_items_than_a_file_may_have_are_counted() -> None:
    items = [ninjs_1(uri=f"urn:{number}") for number in range(wires.MAX_ITEMS + 3)]
    last = parts_of(items)[-1]
    assert isinstance(last, SkippedItem)
    assert last.reason == "too_many_items"
