import { describe, expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './uv-lock.ts';

const lock = `version = 1
revision = 2
requires-python = ">=3.12"

[manifest]
members = [
    "api",
    "shared",
]

[[package]]
name = "api"
version = "0.1.0"
source = { editable = "." }
dependencies = [
    { name = "httpx" },
    { name = "shared" },
]

[package.optional-dependencies]
speed = [
    { name = "uvloop", marker = "sys_platform != 'win32'" },
]

[package.dev-dependencies]
dev = [
    { name = "ruff" },
    { name = "httpx" },
]
test = [
    { name = "pytest" },
]

[package.metadata]
requires-dist = [{ name = "httpx", specifier = ">=0.27" }]

[[package]]
name = "httpx"
version = "0.27.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [
    { name = "idna", version = "3.7", source = { registry = "https://pypi.org/simple" } },
]
sdist = { url = "https://files.pythonhosted.org/httpx-0.27.0.tar.gz", hash = "sha256:${'a'.repeat(64)}", size = 126413 }
wheels = [
    { url = "https://files.pythonhosted.org/httpx-0.27.0-py3-none-any.whl", hash = "sha256:${'b'.repeat(64)}", size = 75590 },
]

[[package]]
name = "idna"
version = "2.10"
source = { registry = "https://user:pass@pypi.example.com/simple" }

[[package]]
name = "idna"
version = "3.7"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "iniconfig"
version = "2.0.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "pytest"
version = "8.2.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [
    { name = "iniconfig" },
]

[[package]]
name = "ruff"
version = "0.4.4"
source = { git = "https://github.com/acme/ruff?rev=main#${'c'.repeat(40)}" }

[[package]]
name = "shared"
version = "0.2.0"
source = { editable = "packages/shared" }
dependencies = [
    { name = "idna", version = "2.10", source = { registry = "https://user:pass@pypi.example.com/simple" } },
]

[[package]]
name = "uvloop"
version = "0.19.0"
source = { registry = "https://pypi.org/simple" }
`;

describe('uv.lock [4:python-locks]', () => {
  const content = readText(reader, 'uv.lock', lock);

  test('gives what members of the workspace ask for, in which group, and what that brings in [4:dependency-graph]', () => {
    expect(content.problems).toBeUndefined();
    expect(content.root).toEqual({ name: 'api', version: '0.1.0' });
    expect(shown(content)).toEqual([
      '37 pkg:pypi/httpx@0.27.0 direct → idna@3.7',
      '49 pkg:pypi/idna@2.10 direct',
      '54 pkg:pypi/idna@3.7',
      '59 pkg:pypi/iniconfig@2.0.0 test',
      '64 pkg:pypi/pytest@8.2.0 direct test (test) → iniconfig@2.0.0',
      '72 pkg:pypi/ruff@0.4.4 direct dev (dev)',
      '85 pkg:pypi/uvloop@0.19.0 direct optional (speed)',
    ]);
  });

  test('says which member of the workspace asks, and where what comes from elsewhere was taken from', () => {
    const [httpx, idna] = content.packages;
    expect(httpx).toMatchObject({ workspaces: ['.'], endLine: 47, integrity: `sha256:${'a'.repeat(64)}` });
    expect(httpx?.source).toBeUndefined();
    expect(idna).toMatchObject({ workspaces: ['packages/shared'], source: 'https://pypi.example.com/simple' });
    expect(content.packages[5]?.source).toBe(`git+https://github.com/acme/ruff@${'c'.repeat(40)}`);
  });

  test('of another version of the format says so', () => {
    expect(readText(reader, 'uv.lock', lock.replace('version = 1\n', 'version = 2\n')).problems).toMatchObject([
      { kind: 'unsupported', line: 1 },
    ]);
  });

  test('that is broken somehow is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
    holdsForAnyMutation(reader, 'uv.lock', [lock]);
  });
});
