import { describe, expect, test } from 'vitest';
import { failureOf, graphOf, readSample, survivesDamage } from '../../testing.ts';

describe('[4:conan-lock] conan.lock', () => {
  const one = JSON.stringify(
    {
      graph_lock: {
        nodes: {
          '0': { path: 'conanfile.txt', requires: ['1'], build_requires: ['3'], context: 'host' },
          '1': { ref: 'libpng/1.6.43#7927e8ce5b2576a6ea497c6ca70e9751', requires: ['2'], context: 'host' },
          '2': { ref: 'zlib/1.3.1@acme/stable', context: 'host' },
          '3': { ref: 'cmake/3.31.6', context: 'build' },
        },
        revisions_enabled: true,
      },
      version: '0.4',
    },
    null,
    1,
  );

  test('lists the nodes of Conan 1 with their graph', () => {
    const file = readSample('conan.lock', one);

    expect(graphOf(file)).toEqual({
      'pkg:conan/libpng@1.6.43?rrev=7927e8ce5b2576a6ea497c6ca70e9751': [
        'pkg:conan/zlib@1.3.1?channel=stable&user=acme',
      ],
      'pkg:conan/zlib@1.3.1?channel=stable&user=acme': [],
      'pkg:conan/cmake@3.31.6': [],
    });
    expect(file.packages.map(({ direct, scope }) => [direct, scope])).toEqual([
      [true, undefined],
      [undefined, undefined],
      [true, 'build'],
    ]);
  });

  test('lists what Conan 2 locks', () => {
    const two = `{
  "version": "0.5",
  "requires": [
    "zlib/1.3.1#f52e03ae3d251dec704634230cd806a2%1708593606.497",
    ["openssl/3.5.0#aa", {"x": ["y"]}]
  ],
  "build_requires": ["cmake/4.0.1"],
  "python_requires": ["tools/1.0@acme/stable"]
}`;
    const file = readSample('conan.lock', two);

    expect(file.packages).toEqual([
      { purl: 'pkg:conan/zlib@1.3.1?rrev=f52e03ae3d251dec704634230cd806a2', line: 4 },
      { purl: 'pkg:conan/openssl@3.5.0?rrev=aa', line: 5 },
      { purl: 'pkg:conan/cmake@4.0.1', line: 7, scope: 'build' },
      { purl: 'pkg:conan/tools@1.0?channel=stable&user=acme', line: 8, scope: 'build', group: 'python_requires' },
    ]);
  });

  test('says that a file is none', () => {
    expect(failureOf('conan.lock', '{"a":1}')).toBe('malformed');
  });

  test('survives any damage', () => survivesDamage('conan.lock', one));
});

describe('[4:conan-lock] conanfile.txt', () => {
  const conanfile = `[requires]
zlib/1.3.1  # compression
fmt/[>=10 <12]

[tool_requires]
cmake/4.0.1@

[options]
zlib/*:shared=True
`;

  test('lists what a project asks for', () => {
    expect(readSample('conanfile.txt', conanfile).packages).toEqual([
      { purl: 'pkg:conan/zlib@1.3.1', line: 2, direct: true, constraint: '1.3.1' },
      { purl: 'pkg:conan/fmt', line: 3, direct: true, constraint: '>=10 <12' },
      { purl: 'pkg:conan/cmake@4.0.1', line: 6, direct: true, constraint: '4.0.1', scope: 'build' },
    ]);
  });

  test('survives any damage', () => survivesDamage('conanfile.txt', conanfile));
});
