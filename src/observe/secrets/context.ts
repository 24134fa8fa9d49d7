/** What kind of file a path is, where a secret is less likely to be a live one. */
export type Context = 'test' | 'documentation' | 'example';

const kinds: readonly (readonly [Context, RegExp])[] = [
  [
    'test',
    /(?:^|\/)(?:tests?|specs?|__tests__|__mocks__|__fixtures__|fixtures?|testdata|mocks?|e2e|cypress)\/|[._-](?:test|spec|mock|fixture)s?\.[a-z]+$|(?:^|\/)test_[^/]*\.py$|_test\.go$/i,
  ],
  [
    'documentation',
    /(?:^|\/)docs?\/|\.(?:md|mdx|rst|adoc|asciidoc|ipynb)$|(?:^|\/)(?:readme|changelog|contributing)[^/]*$/i,
  ],
  [
    'example',
    /(?:^|\/)(?:examples?|samples?|demos?|tutorials?)\/|[._-](?:example|sample|template|dist)(?:\.[a-z]+)?$/i,
  ],
];

export function contextOf(path: string): Context | undefined {
  return kinds.find(([, pattern]) => pattern.test(path))?.[0];
}
