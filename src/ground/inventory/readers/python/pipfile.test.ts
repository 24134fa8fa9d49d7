import { expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './pipfile.ts';

const pipfile = `[[source]]
url = "https://pypi.org/simple"
name = "pypi"

[packages]
requests = "*"
Flask = ">=2, <3"
django = "==4.2.11"
internal = {git = "https://user@git.example.com/internal.git", ref = "main", editable = true}

[dev-packages]
pytest = {version = "~=8.0", markers = "os_name == 'posix'"}

[docs]
sphinx = "*"

[requires]
python_version = "3.11"
`;

test('a Pipfile lists what is asked for in each category [4:pyproject]', () => {
  const content = readText(reader, 'Pipfile', pipfile);
  expect(content.role).toBe('manifest');
  expect(shown(content)).toEqual([
    '6 pkg:pypi/requests direct',
    '7 pkg:pypi/flask direct',
    '8 pkg:pypi/django@4.2.11 direct',
    '9 pkg:pypi/internal direct',
    '12 pkg:pypi/pytest direct dev (develop)',
    '15 pkg:pypi/sphinx direct dev (docs)',
  ]);
  expect(content.packages.map(({ constraint }) => constraint)).toEqual([
    undefined,
    '>=2,<3',
    '==4.2.11',
    undefined,
    '~=8.0',
    undefined,
  ]);
  expect(content.packages[3]?.source).toBe('git+https://git.example.com/internal.git@main');
  expect(content.problems).toMatchObject([{ kind: 'unpinned', line: 9, purl: 'pkg:pypi/internal' }]);
});

test('a Pipfile that is broken somehow is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
  holdsForAnyMutation(reader, 'Pipfile', [pipfile]);
});
