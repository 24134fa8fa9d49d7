import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Claim, Control, type ProjectId, Rule } from '#ground/model';
import { changedDeclarations, declarationChanged, loadProject, newProjectFile, type ProjectReader } from './index.ts';

const id = 'prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f' as ProjectId;

const builtin = (name: string, modes: Control['modes'] = { commit: 'warn' }) =>
  Control.parse({
    version: 1,
    id: name,
    title: `Control ${name}`,
    question: 'Is everything as it should be?',
    why: 'Because it could be otherwise.',
    evidence: { analyzer: 'secrets' },
    quantifier: { kind: 'none' },
    policy: 'permit (principal, action, resource);',
    modes,
  });

const controls = [builtin('no-leaked-secret', { commit: 'enforce' }), builtin('no-suspected-secret')];

function readerOf(files: Readonly<Record<string, string>>): ProjectReader {
  return {
    read: (path) => Promise.resolve(files[path]),
    list: (folder) =>
      Promise.resolve(
        Object.keys(files).flatMap((path) => (path.startsWith(folder) ? [path.slice(folder.length)] : [])),
      ),
  };
}

const load = (
  files: Readonly<Record<string, string>>,
  surroundings: { remoteUrl?: string; folderName?: string } = {},
) => loadProject(readerOf(files), { controls, ...surroundings });

const keyOf = async (files: Record<string, string>, remoteUrl?: string) =>
  (await load(files, remoteUrl === undefined ? {} : { remoteUrl })).key;

const ownControl = (changes = '') => `version: 1
id: no-old-secret
title: No old secret
question: Is every secret younger than a year?
why: Old secrets have been seen by more people.
evidence: { analyzer: secrets }
quantifier: { kind: none }
policy: |
  permit (principal, action, resource)
  when { context.attributes.ageDays < 365 };
modes: { merge: warn }
${changes}`;

describe('a project', () => {
  test('reads its name, id, exclusions, modes, exceptions and own controls', async () => {
    const project = await load({
      'selvedge.yaml': `version: 1\nid: ${id}\nname: Shop\nremote: github.com/acme/shop\nexclude:\n  - { path: vendor/, why: Scanned where it comes from. }\ncontrols:\n  no-suspected-secret:\n    modes: { merge: enforce }\n    enforceFrom: { commit: 2027-01-01 }\n`,
      '.selvedge/controls/no-old-secret.yaml': ownControl(),
      '.selvedge/controls/README.md': '# Not a control',
      '.selvedge/exceptions.yaml': 'version: 1\nexceptions: []\n',
    });
    expect(project).toMatchObject({
      id,
      name: 'Shop',
      remote: 'github.com/acme/shop',
      exclude: ['vendor/'],
      exceptions: [],
    });
    expect(project.controls.map(({ id: name }) => name)).toEqual([
      'no-leaked-secret',
      'no-old-secret',
      'no-suspected-secret',
    ]);
    expect(project.controls.at(-1)).toMatchObject({
      modes: { commit: 'warn', merge: 'enforce' },
      enforceFrom: { commit: '2027-01-01' },
    });
    expect(project.controls[0]).toEqual(controls[0]);
  });

  test('that declares nothing has the built-in controls, a name, and a key', async () => {
    expect(await load({}, { folderName: 'shop' })).toMatchObject({
      name: 'shop',
      exclude: [],
      controls,
      exceptions: [],
    });
    expect(await load({})).not.toHaveProperty('id');
  });

  test('has the key of its id, wherever it is checked out; without an id, of its remote', async () => {
    const file = { 'selvedge.yaml': `version: 1\nid: ${id}\n` };
    expect(await keyOf(file)).toMatch(/^[0-9a-f]{64}$/);
    expect(await keyOf(file, 'https://github.com/acme/shop')).toBe(await keyOf(file));
    expect(await keyOf({}, 'https://github.com/acme/shop.git')).toBe(await keyOf({}, 'git@github.com:acme/shop'));
    expect(await keyOf({}, 'https://github.com/acme/other')).not.toBe(await keyOf({}, 'git@github.com:acme/shop'));
    expect(await keyOf({})).not.toBe(await keyOf(file));
  });

  test('has a digest of all that it declares', async () => {
    const base = { 'selvedge.yaml': `version: 1\nid: ${id}\n` };
    const digests = await Promise.all(
      [
        {},
        base,
        { ...base, '.selvedge/exceptions.yaml': 'version: 1\nexceptions: []\n' },
        { ...base, '.selvedge/controls/no-old-secret.yaml': ownControl() },
      ].map(async (files) => (await load(files)).digest),
    );
    expect(new Set(digests).size).toBe(4);
  });

  test('what init writes is in order, and says what it is bound to', async () => {
    const text = newProjectFile({ id, name: 'Shop: the "second"', remote: 'git@github.com:acme/shop.git' });
    expect(await load({ 'selvedge.yaml': text })).toMatchObject({
      id,
      name: 'Shop: the "second"',
      remote: 'github.com/acme/shop',
      exclude: [],
      controls,
    });
    expect(await load({ 'selvedge.yaml': newProjectFile({ id, name: 'Shop' }) })).not.toHaveProperty('remote');
  });
});

describe('a declaration that is not in order is refused with its place [2:project-file]', () => {
  const head = `version: 1\nid: ${id}\n`;
  test.each([
    ['an unknown key', `${head}exlude: []\n`, 3, 1, 'unknown-key', 'Did you mean "exclude"?'],
    ['an unknown version', 'version: 2\n', 1, 10, 'unknown-version', 'Use the Selvedge that wrote it'],
    ['no id', 'version: 1\n', 1, 1, 'wrong-value', 'Add it.'],
    [
      'an exclusion without a reason',
      `${head}exclude:\n  - path: vendor/\n`,
      4,
      5,
      'wrong-value',
      '"exclude.0.why" is missing',
    ],
    [
      'an unknown control',
      `${head}controls:\n  no-leaked-secrets:\n    modes: { commit: warn }\n`,
      4,
      3,
      'unknown-key',
      'Did you mean "no-leaked-secret"?',
    ],
    [
      'an unknown mode',
      `${head}controls:\n  no-leaked-secret:\n    modes: { commit: block }\n`,
      5,
      22,
      'wrong-value',
      'observe or warn or enforce',
    ],
    [
      'a day that no calendar has',
      `${head}controls:\n  no-leaked-secret:\n    enforceFrom: { commit: 2027-02-30 }\n`,
      5,
      28,
      'wrong-value',
      'a date such as 2027-01-31',
    ],
    [
      'a remote that names no host',
      `${head}remote: ../shop\n`,
      3,
      9,
      'wrong-value',
      'a host and a path such as example.org/team/project',
    ],
    ['broken syntax', `${head}name: "shop`, 3, 12, 'syntax', 'Correct the syntax here.'],
  ])('%s', async (_name, text, line, column, code, said) => {
    await expect(load({ 'selvedge.yaml': text })).rejects.toMatchObject({
      name: 'FileFormatError',
      file: 'selvedge.yaml',
      line,
      column,
      code,
      message: expect.stringContaining(said),
    });
  });

  test.each([
    ['whose name is not its file’s', 'no-other.yaml', ownControl(), 2, 'its file is called no-other'],
    [
      'with the id of a built-in one',
      'no-leaked-secret.yaml',
      ownControl().replace('no-old-secret', 'no-leaked-secret'),
      2,
      'Change its modes under controls in selvedge.yaml',
    ],
    [
      'with a policy that does not parse',
      'no-old-secret.yaml',
      ownControl().replace('<', '= ='),
      8,
      'in line 2, column',
    ],
    [
      'with a policy that asks what nobody knows',
      'no-old-secret.yaml',
      ownControl().replace('context.attributes.ageDays < 365', 'context.attributes has ageDays'),
      8,
      '`has` would decide what nobody knows',
    ],
    [
      'of another version',
      'no-old-secret.yaml',
      ownControl().replace('version: 1', 'version: 3'),
      1,
      'version 3 is not known here',
    ],
    [
      'with a key that it does not have',
      'no-old-secret.yaml',
      ownControl('stage: merge\n'),
      12,
      '"stage" is not a key here',
    ],
  ])('a control %s', async (_name, file, text, line, said) => {
    await expect(load({ [`.selvedge/controls/${file}`]: text })).rejects.toMatchObject({
      file: `.selvedge/controls/${file}`,
      line,
      message: expect.stringContaining(said),
    });
  });
});

describe('a change of declarations is a finding', () => {
  test('of each file that is one, once', () => {
    const claims = changedDeclarations([
      'src/a.ts',
      '.selvedge/controls/a.yaml',
      'selvedge.yaml',
      'selvedge.yaml',
      '.selvedge/exceptions.yaml',
      'docs/selvedge.yaml',
      '.selvedge/notes.md',
    ]);
    expect(claims.map(({ location }) => location.path)).toEqual([
      '.selvedge/controls/a.yaml',
      '.selvedge/exceptions.yaml',
      'selvedge.yaml',
    ]);
    for (const claim of claims)
      expect(Claim.parse(claim)).toMatchObject({ rule: 'project/declaration-changed', locus: { kind: 'file' } });
  });

  test('whose rule explains itself, and whose examples are true', () => {
    expect(Rule.parse(declarationChanged)).toMatchObject({ id: 'project/declaration-changed' });
    expect(changedDeclarations(declarationChanged.examples.bad)).toHaveLength(declarationChanged.examples.bad.length);
    expect(changedDeclarations(declarationChanged.examples.good)).toEqual([]);
  });
});

test('a project without declarations loads no YAML reader', () => {
  const script = `
    import { loadProject } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    await loadProject({ read: async () => process.argv[1], list: async () => [] }, { controls: [] }).catch(() => undefined);
    process.stdout.write(String(process.getBuiltinModule('module').builtinModules.length > 0 && Object.keys(process.getBuiltinModule('module')._cache ?? {}).some((path) => path.includes('/yaml/'))));
  `;
  const loadsYaml = (text: readonly string[]) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script, ...text], { encoding: 'utf8' });
  expect(loadsYaml([])).toBe('false');
  expect(loadsYaml(['version: 2'])).toBe('true');
});
