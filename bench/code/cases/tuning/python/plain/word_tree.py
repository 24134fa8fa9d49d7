"""A prefix tree."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterator


@dataclass
class Node:
    children: dict[str, Node] = field(default_factory=dict)
    is_word: bool = False


class Trie:
    def __init__(self, words=()):
        self._root = Node()
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        node = self._root
        for letter in word:
            node = node.children.setdefault(letter, Node())
        node.is_word = True

    def completions(self, prefix: str) -> Iterator[str]:
        node = self._root
        for letter in prefix:
            if letter not in node.children:
                return
            node = node.children[letter]
        stack = [(prefix, node)]
        while stack:
            word, node = stack.pop()
            if node.is_word:
                yield word
            stack.extend((word + letter, child) for letter, child in node.children.items())
