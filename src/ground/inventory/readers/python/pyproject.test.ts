import { describe, expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './pyproject.ts';

const standard = `[build-system]
requires = ["hatchling>=1.0"]

[project]
name = "shop"
version = "1.2.0"
dependencies = [
  "Django>=4.2,<5", # the framework
  "psycopg[binary] == 3.1.18; sys_platform != 'win32'",
  "own @ git+https://token@github.com/acme/own@main",
]

[project.optional-dependencies]
s3 = ["boto3~=1.34"]

[dependency-groups]
test = ["pytest", {include-group = "lint"}]
lint = ["ruff==0.4.4"]

[tool.uv]
dev-dependencies = ["ipython"]

[tool.uv.sources]
ruff = { git = "https://github.com/astral-sh/ruff", rev = "${'c'.repeat(40)}" }

[tool.pdm.dev-dependencies]
doc = ["mkdocs"]

[tool.hatch.envs.bench]
dependencies = ["pyperf"]
`;

const poetry = `[tool.poetry]
name = "old"
version = "0.1.0"

[tool.poetry.dependencies]
python = "^3.9"
requests = "^2.31"
boto3 = { version = "1.34.0", optional = true }
numpy = [
  { version = "<1.25", python = "<3.9" },
  { version = ">=1.26", python = ">=3.9" },
]
fork = { git = "https://github.com/acme/fork.git", branch = "main" }

[tool.poetry.extras]
aws = ["boto3"]

[tool.poetry.dev-dependencies]
black = "*"

[tool.poetry.group.test.dependencies]
pytest = "^8"
`;

describe('pyproject.toml [4:pyproject]', () => {
  test('lists what the project, its extras, groups and tools ask for (PEP 621, PEP 735)', () => {
    const content = readText(reader, 'pyproject.toml', standard);
    expect(content).toMatchObject({ role: 'manifest', root: { name: 'shop', version: '1.2.0' } });
    expect(shown(content)).toEqual([
      '8 pkg:pypi/django direct',
      '9 pkg:pypi/psycopg@3.1.18 direct',
      '10 pkg:pypi/own direct',
      '14 pkg:pypi/boto3 direct optional (s3)',
      '2 pkg:pypi/hatchling build (build-system)',
      '17 pkg:pypi/pytest direct test (test)',
      '18 pkg:pypi/ruff@0.4.4 direct dev (lint)',
      '27 pkg:pypi/mkdocs direct dev (doc)',
      '21 pkg:pypi/ipython direct dev (dev)',
      '30 pkg:pypi/pyperf dev (bench)',
    ]);
    expect(content.packages[0]?.constraint).toBe('>=4.2,<5');
    expect(content.packages[2]?.source).toBe('git+https://github.com/acme/own@main');
    expect(content.packages[6]?.source).toBe(`git+https://github.com/astral-sh/ruff@${'c'.repeat(40)}`);
    expect(content.problems).toMatchObject([{ kind: 'unpinned', line: 10 }]);
  });

  test("lists what Poetry's own sections ask for", () => {
    const content = readText(reader, 'pyproject.toml', poetry);
    expect(content.root).toEqual({ name: 'old', version: '0.1.0' });
    expect(shown(content)).toEqual([
      '7 pkg:pypi/requests direct',
      '8 pkg:pypi/boto3@1.34.0 direct optional (aws)',
      '10 pkg:pypi/numpy direct',
      '11 pkg:pypi/numpy direct',
      '13 pkg:pypi/fork direct',
      '19 pkg:pypi/black direct dev (dev)',
      '22 pkg:pypi/pytest direct test (test)',
    ]);
    expect(content.packages.map(({ constraint }) => constraint)).toEqual([
      '^2.31',
      '1.34.0',
      '<1.25',
      '>=1.26',
      undefined,
      undefined,
      '^8',
    ]);
    expect(content.problems).toMatchObject([{ kind: 'unpinned', line: 13 }]);
  });

  test('with an entry that makes no sense says so, and lists the rest', () => {
    const content = readText(reader, 'pyproject.toml', '[project]\ndependencies = [\n  "a",\n  "b =<> 1",\n  "c"\n]\n');
    expect(shown(content)).toEqual(['3 pkg:pypi/a direct', '5 pkg:pypi/c direct']);
    expect(content.problems).toEqual([{ kind: 'malformed', line: 4, detail: 'This is no dependency specifier.' }]);
  });

  test('that is broken somehow is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
    holdsForAnyMutation(reader, 'pyproject.toml', [standard, poetry]);
  });
});
