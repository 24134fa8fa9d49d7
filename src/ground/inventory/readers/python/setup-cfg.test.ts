import { expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './setup-cfg.ts';
import { reader as setupPy } from './setup-py.ts';

const cfg = `[metadata]
name = legacy
version = attr: legacy.__version__

[options]
packages = find:
install_requires =
    requests >=2.0 ; python_version > "3.6"
    # a comment
    Importlib_Metadata==4.0
setup_requires = setuptools, wheel>=0.30
tests_require = pytest

[options.extras_require]
s3 =
    boto3
docs = file: requirements/docs.txt
`;

test('setup.cfg lists what setuptools installs [4:pyproject]', () => {
  const content = readText(reader, 'setup.cfg', cfg);
  expect(content.root).toEqual({ name: 'legacy' });
  expect(shown(content)).toEqual([
    '8 pkg:pypi/requests direct',
    '10 pkg:pypi/importlib-metadata@4.0 direct',
    '11 pkg:pypi/setuptools build',
    '11 pkg:pypi/wheel build',
    '12 pkg:pypi/pytest direct test',
    '16 pkg:pypi/boto3 direct optional (s3)',
  ]);
  expect(content.problems).toBeUndefined();
});

test('setup.cfg of other tools alone lists nothing', () => {
  expect(
    reader.read({ path: 'setup.cfg', bytes: Buffer.from('[flake8]\nmax-line-length = 100\n') }, Infinity),
  ).toBeUndefined();
});

test('setup.cfg that is broken somehow is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
  holdsForAnyMutation(reader, 'setup.cfg', [cfg]);
});

test('setup.py is a program, which is not run: what it asks for is named as not read', () => {
  const program = 'from setuptools import setup\nsetup(\n  name="a",\n  install_requires=["requests"],\n)\n';
  expect(readText(setupPy, 'setup.py', program)).toMatchObject({
    packages: [],
    problems: [{ kind: 'unsupported', line: 4 }],
  });
  expect(setupPy.read({ path: 'setup.py', bytes: Buffer.from('setup()') }, Infinity)).toBeUndefined();
});
