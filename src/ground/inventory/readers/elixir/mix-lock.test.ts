import { describe, expect, test } from 'vitest';
import { failureOf, graphOf, readSample, survivesDamage } from '../../testing.ts';

const sample = `%{
  "bandit": {:hex, :bandit, "1.6.1", "a1b2", [:mix], [{:hpax, "~> 1.0", [hex: :hpax, repo: "hexpm", optional: false]}, {:telemetry, "~> 0.4 or ~> 1.0", [hex: :telemetry, repo: "hexpm", optional: false]}], "hexpm", "5a904bf010ab24b67979835e0507688e31ac873d4ffc8ed0e5413e8d77455031"},
  "hpax": {:hex, :hpax, "1.0.1", "c762", [:mix], [], "hexpm", "0d8e"},
  # a comment
  "billing" => {:hex, :billing, "2.0.0-rc.1", "ffff", [:mix], [], "hexpm:acme", "00"},
  "telemetry": {:hex, :telemetry, "1.3.0", "fedebbae410d715cf8e7062c96a1ef32ec22e764197f70cda73d82778d61e7a2", [:rebar3], [], "hexpm"},
  "forked": {:git, "https://user:hunter2@github.com/acme/forked.git", "fc94cce7830fa4dc455024bc2a83720afe244531", [branch: "main"]},
}
`;

describe('[4:mix-lock] mix.lock', () => {
  test('lists packages of Hex, of an organisation and of git, with their graph', () => {
    const file = readSample('mix.lock', sample);

    expect(graphOf(file)).toEqual({
      'pkg:hex/bandit@1.6.1': ['pkg:hex/hpax@1.0.1', 'pkg:hex/telemetry@1.3.0'],
      'pkg:hex/hpax@1.0.1': [],
      'pkg:hex/acme/billing@2.0.0-rc.1': [],
      'pkg:hex/telemetry@1.3.0': [],
      'pkg:github/acme/forked@fc94cce7830fa4dc455024bc2a83720afe244531': [],
    });
    expect(file.packages.map(({ line }) => line)).toEqual([2, 3, 5, 6, 7]);
    expect(file.packages[0]?.integrity).toBe('sha256:5a904bf010ab24b67979835e0507688e31ac873d4ffc8ed0e5413e8d77455031');
    expect(JSON.stringify(file)).not.toContain('hunter2');
  });

  test('tells a dependency that stands twice, and one of an unknown form', () => {
    const file = readSample(
      'mix.lock',
      '%{\n"a": {:hex, :a, "1.0.0"},\n"a": {:hex, :a, "2.0.0"},\n"b": {:svn, "x"},\n"c": {:path, "../c"}\n}',
    );

    expect(file.packages).toHaveLength(2);
    expect(file.problems).toMatchObject([
      { kind: 'duplicate', line: 3 },
      { kind: 'malformed', line: 4 },
    ]);
  });

  test('refuses code, a file that ends too early, and deep nesting', () => {
    expect(failureOf('mix.lock', '%{"a": System.cmd("rm", [])}')).toBe('malformed');
    expect(failureOf('mix.lock', '%{"a": {:hex')).toBe('malformed');
    expect(failureOf('mix.lock', `%{a: ${'['.repeat(100_000)}`)).toBe('too-deep');
  });

  test('survives any damage', () => survivesDamage('mix.lock', sample));
});
