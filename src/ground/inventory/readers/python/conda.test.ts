import { expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader as environment } from './conda-environment.ts';
import { reader as explicit } from './conda-explicit.ts';
import { reader as lock } from './conda-lock.ts';

const manifest = `name: science
channels:
  - conda-forge
dependencies:
  - python>=3.9,<3.13
  - numpy=1.26
  - scipy==1.11.4
  - pandas=2.1.4=py312hfb8ada1_0
  - conda-forge::matplotlib >=3
  - internal::tool # ours
  - pip
  - pip:
    - requests==2.31.0
    - -r requirements.txt
    - torch @ https://user:pass@example.com/torch.whl
`;

test('environment.yml lists what conda and pip are asked for [4:conda]', () => {
  const content = readText(environment, 'environment.yml', manifest);
  expect(content).toMatchObject({ role: 'manifest', root: { name: 'science' } });
  expect(content.problems).toBeUndefined();
  expect(shown(content)).toEqual([
    '5 pkg:conda/python direct',
    '6 pkg:conda/numpy direct',
    '7 pkg:conda/scipy@1.11.4 direct',
    '8 pkg:conda/pandas@2.1.4 direct',
    '9 pkg:conda/matplotlib direct',
    '10 pkg:conda/tool direct',
    '11 pkg:conda/pip direct',
    '13 pkg:pypi/requests@2.31.0 direct (pip)',
    '15 pkg:pypi/torch direct (pip)',
  ]);
  expect(content.packages.map(({ constraint }) => constraint).slice(0, 5)).toEqual([
    '>=3.9,<3.13',
    '=1.26',
    '==1.11.4',
    '=2.1.4=py312hfb8ada1_0',
    '>=3',
  ]);
  expect(content.packages[5]?.source).toBe('internal');
  expect(content.extra).toEqual({ files: [{ kind: 'includes', path: 'requirements.txt', line: 14 }] });
});

test('another YAML file of that name is nothing', () => {
  expect(
    environment.read({ path: 'environment.yml', bytes: Buffer.from('NODE_ENV: production\n') }, Infinity),
  ).toBeUndefined();
});

const locked = `version: 1
metadata:
  content_hash:
    linux-64: ${'a'.repeat(64)}
  channels:
  - url: conda-forge
package:
- name: libzlib
  version: 1.2.13
  manager: conda
  platform: linux-64
  dependencies:
    libgcc-ng: '>=12'
  url: https://conda.anaconda.org/conda-forge/linux-64/libzlib-1.2.13-hd590300_5.conda
  hash:
    md5: f36c115f1ee199da648e0597ec2047ad
    sha256: ${'b'.repeat(64)}
  category: main
  optional: false
- name: libgcc-ng
  version: 13.2.0
  manager: conda
  platform: linux-64
  dependencies: {}
  url: https://user:token@conda.example.com/own/linux-64/libgcc-ng-13.2.0-h807b86a_3.conda
  hash: {sha256: ${'c'.repeat(64)}}
  category: dev
- name: libgcc-ng
  version: 13.2.0
  manager: conda
  platform: osx-64
  dependencies: {}
  url: ''
- name: Requests
  version: 2.31.0
  manager: pip
  platform: linux-64
  dependencies: {urllib3: '>=1.21.1'}
  url: https://files.pythonhosted.org/packages/requests-2.31.0-py3-none-any.whl
  category: main
`;

test('conda-lock.yml lists packages of conda and pip, by platform [4:conda]', () => {
  const content = readText(lock, 'conda-lock.yml', locked);
  expect(content.problems).toBeUndefined();
  expect(shown(content)).toEqual([
    '8 pkg:conda/libzlib@1.2.13?build=hd590300_5&channel=conda-forge&subdir=linux-64 → libgcc-ng@13.2.0?build=h807b86a_3&subdir=linux-64',
    '20 pkg:conda/libgcc-ng@13.2.0?build=h807b86a_3&subdir=linux-64 dev (dev)',
    '28 pkg:conda/libgcc-ng@13.2.0?subdir=osx-64',
    '34 pkg:pypi/requests@2.31.0',
  ]);
  expect(content.packages[0]).toMatchObject({ endLine: 19, integrity: `sha256:${'b'.repeat(64)}` });
  expect(content.packages[1]?.source).toBe('https://conda.example.com/own/linux-64/libgcc-ng-13.2.0-h807b86a_3.conda');
});

const addresses = `# This file may be used to create an environment using:
# platform: linux-64
@EXPLICIT
https://repo.anaconda.com/pkgs/main/linux-64/_libgcc_mutex-0.1-main.conda#c3473ff8bdb3d124ed5ff11ec380d6f9
https://conda.anaconda.org/conda-forge/noarch/ca-certificates-2023.7.22-hbcca054_0.tar.bz2
hello
`;

test('an explicit specification lists what its addresses are [4:conda]', () => {
  const content = readText(explicit, 'conda-linux-64.lock', addresses);
  expect(shown(content)).toEqual([
    '4 pkg:conda/_libgcc_mutex@0.1?build=main&channel=main&subdir=linux-64',
    '5 pkg:conda/ca-certificates@2023.7.22?build=hbcca054_0&channel=conda-forge&subdir=noarch',
  ]);
  expect(content.problems).toMatchObject([{ kind: 'malformed', line: 6 }]);
  expect(explicit.read({ path: 'conda.txt', bytes: Buffer.from('about conda') }, Infinity)).toBeUndefined();
});

test('the token of a channel stays out of what is read [4:conda]', () => {
  const address = 'https://conda.example.com/t/s3cr3tpw/own';
  const asked = readText(environment, 'environment.yml', `dependencies:\n  - ${address}::numpy\n`);
  const told = readText(explicit, 'conda.txt', `@EXPLICIT\n${address}/linux-64/numpy-1.26.4-py312_0.conda\n`);
  expect([...asked.packages, ...told.packages].map(({ source }) => source)).toEqual([
    'https://conda.example.com/own',
    'https://conda.example.com/own/linux-64/numpy-1.26.4-py312_0.conda',
  ]);
});

test('whatever is broken in them, they are read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
  holdsForAnyMutation(environment, 'environment.yml', [manifest]);
  holdsForAnyMutation(lock, 'conda-lock.yml', [locked]);
  holdsForAnyMutation(explicit, 'conda-linux-64.lock', [addresses]);
});
