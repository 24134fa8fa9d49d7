import { describe, expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './pylock.ts';

const lock = `lock-version = "1.0"
environments = ["sys_platform == 'linux'"]
dependency-groups = ["docs"]
default-groups = ["main"]
created-by = "mousebender"

[[packages]]
name = "attrs"
version = "25.1.0"
requires-python = ">=3.8"
index = "https://pypi.org/simple"

[[packages.wheels]]
name = "attrs-25.1.0-py3-none-any.whl"
url = "https://files.pythonhosted.org/attrs-25.1.0-py3-none-any.whl"
hashes = {sha256 = "${'a'.repeat(64)}"}

[[packages]]
name = "cattrs"
version = "24.1.2"
marker = "'main' in dependency_groups"
dependencies = [
    {name = "attrs"},
]
sdist = {name = "cattrs-24.1.2.tar.gz", hashes = {sha256 = "${'b'.repeat(64)}"}}

[[packages]]
name = "sphinx"
version = "8.0.0"
marker = "'docs' in dependency_groups"
index = "https://pypi.example.com/simple/"

[[packages]]
name = "Fast.API"
marker = "'web' in extras"

[packages.vcs]
type = "git"
url = "https://github.com/acme/api.git"
requested-revision = "main"
commit-id = "${'c'.repeat(40)}"
`;

describe('pylock.toml [4:python-locks]', () => {
  test('gives packages with where they come from and what asks for them (PEP 751)', () => {
    const content = readText(reader, 'pylock.prod.toml', lock);
    expect(content.problems).toBeUndefined();
    expect(shown(content)).toEqual([
      '7 pkg:pypi/attrs@25.1.0',
      '18 pkg:pypi/cattrs@24.1.2 → attrs@25.1.0',
      '27 pkg:pypi/sphinx@8.0.0 dev (docs)',
      '33 pkg:pypi/fast-api optional (web)',
    ]);
    expect(content.packages[1]?.integrity).toBe(`sha256:${'b'.repeat(64)}`);
    expect(content.packages[2]?.source).toBe('https://pypi.example.com/simple/');
    expect(content.packages[3]?.source).toBe(`git+https://github.com/acme/api.git@${'c'.repeat(40)}`);
  });

  test('has no other names', () => {
    expect(reader.wants('a/pylock.a.b.toml', 'pylock.a.b.toml')).toBe(false);
    expect(reader.wants('pylock.toml', 'pylock.toml')).toBe(true);
  });

  test('that is broken somehow is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
    holdsForAnyMutation(reader, 'pylock.toml', [lock]);
  });
});
