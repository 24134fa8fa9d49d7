import { contextOf } from '../../src/observe/secrets/context.ts';
import type { Candidate, Form } from '../../src/observe/secrets/score/features.ts';
import { type FileKind, fileKindOf } from '../../src/observe/secrets/score/file-kind.ts';
import { standingOf } from '../../src/observe/secrets/placeholder.ts';
import type { Corpus } from './corpus.ts';
import { harmlessName, secretName } from './names.ts';
import type { Random } from './random.ts';
import { capital, chosenPassword, digest, generatedPassword, issuedToken, reference, standIn, uuid } from './values.ts';

/** A candidate of which it is known whether it is a secret. */
export interface Sample {
  readonly candidate: Candidate;
  readonly isSecret: boolean;
  /** How it was made; evaluation is told by it. */
  readonly group: string;
}

type Kinds = readonly (readonly [number, string])[];

/** Paths by kind of file; a tenth of them in tests, documents or examples. */
const folders = ['', '', '', '', '', '', '', 'src/', 'app/', 'config/', 'deploy/', 'tests/', 'docs/', 'examples/'];
const names: Readonly<Record<FileKind, readonly string[]>> = {
  environment: ['.env', '.env.production', 'prod.env', '.envrc'],
  configuration: [
    'application.yml',
    'config.json',
    'settings.toml',
    'app.properties',
    'my.cnf',
    'main.tf',
    'web.config',
    'values.yaml',
    'compose.yml',
    'context.xml',
    'config.ini',
  ],
  script: ['deploy.sh', 'Dockerfile', 'backup.sql', 'install.ps1', 'Makefile', 'Jenkinsfile'],
  source: [
    'db.py',
    'client.ts',
    'Main.java',
    'server.go',
    'config.js',
    'auth.rb',
    'Login.cs',
    'settings.php',
    'app.kt',
    'lib.rs',
    'main.c',
  ],
  document: ['notes.txt', 'index.html', 'README.md'],
  lock: ['package-lock.json', 'yarn.lock', 'go.sum', 'Cargo.lock'],
  translation: ['locales/de.json', 'i18n/fr.yml', 'messages_es.properties', 'lang/it.php'],
  stylesheet: ['style.css', 'theme.scss'],
  data: ['users.csv', 'dump.jsonl', 'server.log'],
  generated: ['app.min.js', 'vendor/lib.js', 'api.pb.go', 'ui.test.js.snap'],
  other: ['data', 'LICENSES', 'hosts.allow'],
};

const secretKinds: Kinds = [
  [22, 'environment'],
  [30, 'configuration'],
  [14, 'script'],
  [26, 'source'],
  [5, 'document'],
  [3, 'data'],
  [1, 'other'],
  [1, 'generated'],
];
const harmlessKinds: Kinds = [
  [4, 'environment'],
  [22, 'configuration'],
  [6, 'script'],
  [36, 'source'],
  [10, 'document'],
  [8, 'lock'],
  [10, 'translation'],
  [3, 'stylesheet'],
  [7, 'data'],
  [8, 'generated'],
  [2, 'other'],
];

/** `count` samples of each class, more or less. */
export function samplesOf(corpus: Corpus, count: number, random: Random): Sample[] {
  const secrets = Array.from({ length: count }, () => secretSample(corpus, random));
  const harmless = Array.from({ length: count }, () => harmlessSample(corpus, random));
  const assigned = corpus.assigned.flatMap((one) => {
    const sample = sampleOf('in packages', false, one.value, one.name, one.path, 'quoted');
    return sample === undefined ? [] : [sample];
  });
  return [...secrets, ...harmless, ...assigned].filter((sample) => sample !== undefined);
}

function secretSample(corpus: Corpus, random: Random): Sample | undefined {
  const path = pathOf(secretKinds, random);
  return random.weighted<() => Sample | undefined>([
    [
      30,
      () =>
        secret('chosen password', chosenPassword(random, corpus.words), secretName('password', random), path, random),
    ],
    [18, () => secret('generated password', generatedPassword(random), secretName('password', random), path, random)],
    [34, () => secret('issued token', issuedToken(random), secretName('issued', random), path, random)],
    [4, () => secret('short token', generatedPassword(random), secretName('issued', random), path, random)],
    [4, () => secret('UUID as a key', uuid(random), secretName('issued', random), path, random)],
    [
      6,
      () => secret('chosen secret', chosenPassword(random, corpus.words), secretName('issued', random), path, random),
    ],
    [
      2,
      () =>
        secret(
          'words as a password',
          `${random.pick(corpus.words)}${random.pick(corpus.words)}`,
          secretName('password', random),
          path,
          random,
        ),
    ],
    [
      3,
      () =>
        sampleOf(
          'in a comment',
          true,
          issuedToken(random),
          secretName('issued', random),
          pathIn('source', random),
          'bare',
          true,
        ),
    ],
    [
      2,
      () =>
        sampleOf(
          'in a comment',
          true,
          generatedPassword(random),
          secretName('password', random),
          pathIn('source', random),
          'bare',
          true,
        ),
    ],
    [
      6,
      () =>
        sampleOf(
          'implied by its place',
          true,
          chosenPassword(random, corpus.words),
          undefined,
          path,
          random.pick(implied),
        ),
    ],
    [6, () => sampleOf('implied by its place', true, generatedPassword(random), undefined, path, random.pick(implied))],
    [4, () => sampleOf('implied by its place', true, issuedToken(random), undefined, path, random.pick(implied))],
    [3, () => secret('issued as a password', issuedToken(random), secretName('password', random), path, random)],
  ])();
}

function secret(group: string, value: string, name: string, path: string, random: Random): Sample | undefined {
  return sampleOf(group, true, value, name, path, formIn(fileKindOf(path), random));
}

function harmlessSample(corpus: Corpus, random: Random): Sample | undefined {
  const path = pathOf(harmlessKinds, random);
  const kind = fileKindOf(path);
  const { words } = corpus;
  const named = () => secretName(random.percent(55) ? 'password' : 'issued', random);
  const literal = () => random.pick(corpus.literals);
  const label = () => random.pick(corpus.labels);
  const form = () => formIn(kind, random);
  return random.weighted<() => Sample | undefined>([
    [24, () => natural(literal(), named())],
    [10, () => sampleOf('label', false, word(label().text, random), named(), path, 'quoted')],
    [4, () => sampleOf('label', false, capital(random.pick(words)), named(), path, form())],
    [18, () => sampleOf('reference', false, reference(random, words), named(), path, form())],
    [16, () => sampleOf('stand-in', false, standIn(random, words), named(), path, form())],
    [10, () => sampleOf('issued under another name', false, issuedToken(random), harmlessName(random), path, form())],
    [10, () => sampleOf('digest under another name', false, digest(random), harmlessName(random), path, form())],
    [4, () => sampleOf('UUID under another name', false, uuid(random), harmlessName(random), path, form())],
    [
      8,
      () =>
        sampleOf('reference under another name', false, reference(random, words), harmlessName(random), path, form()),
    ],
    [
      4,
      () =>
        sampleOf(
          'chosen text under another name',
          false,
          chosenPassword(random, words),
          harmlessName(random),
          path,
          form(),
        ),
    ],
    [
      8,
      () => sampleOf('expression', false, expression(random, corpus), named(), pathIn('source', random), 'bare', true),
    ],
    [
      6,
      () =>
        sampleOf(
          'digest',
          false,
          digest(random),
          named(),
          pathIn(random.pick(['lock', 'generated', 'translation', 'stylesheet', 'data'] as const), random),
          'quoted',
        ),
    ],
    [5, () => sampleOf('minified', false, literal().value, named(), 'dist/app.js', 'quoted', false, true)],
    [3, () => sampleOf('minified', false, digest(random), named(), 'dist/app.js', 'quoted', false, true)],
    [4, () => sampleOf('literal', false, literal().value, undefined, path, random.pick(implied))],
    [3, () => sampleOf('stand-in', false, standIn(random, words), undefined, path, random.pick(implied))],
    [8, () => natural(literal(), harmlessName(random))],
    [6, () => sampleOf('made up for a test', false, testValue(random, words), named(), inTest(path), form())],
    [3, () => sampleOf('marked', false, marked(issuedToken(random), random), named(), path, form())],
  ])();

  function natural({ value, path: where }: { value: string; path: string }, name: string) {
    return sampleOf('literal', false, value, name, where, random.percent(25) ? 'argument' : 'quoted');
  }
}

function word(text: string, random: Random): string {
  return random.pick(text.split(/\s+/));
}

/** What tests, documents and examples are full of: chosen like a password, and opens nothing. */
function testValue(random: Random, words: readonly string[]): string {
  return random.percent(60) ? chosenPassword(random, words) : generatedPassword(random).slice(0, random.between(5, 10));
}

function inTest(path: string): string {
  return `tests/${path.slice(path.lastIndexOf('/') + 1)}`;
}

/** Where a value is a secret's by its place, whatever the name. */
const implied: readonly Form[] = ['argument', 'header', 'option', 'sql'];

/** Code that stands where a value could: a variable, a member, a call. */
function expression(random: Random, { runs, words, literals }: Corpus): string {
  if (random.percent(40)) return random.percent(50) ? reference(random, words) : random.pick(literals).value;
  const name = () => random.pick(runs).replace(/[^A-Za-z0-9_.]/g, '');
  return random.weighted<() => string>([
    [3, () => `${random.pick(words)}${capital(random.pick(words))}`],
    [3, name],
    [3, () => `${random.pick(words)}.${name()}`],
    [2, () => `${name()}()`],
    [2, () => `this.${name()}`],
  ])();
}

/** A token that says of itself that it is none. */
function marked(token: string, random: Random): string {
  const said = random.pick(['EXAMPLE', 'example', 'sample', 'fake', 'dummy', 'test', 'demo', 'xxxx', 'REDACTED']);
  const at = random.below(token.length);
  return `${token.slice(0, at)}${random.pick(['', '-', '_'])}${said}${random.pick(['', '-', '_'])}${token.slice(at)}`;
}

/** Undefined for what is no candidate: the scanner drops references and placeholders before they are scored. */
function sampleOf(
  group: string,
  isSecret: boolean,
  value: string,
  name: string | undefined,
  path: string,
  form: Form,
  isExpression = false,
  isMinified = false,
): Sample | undefined {
  const standing = standingOf(value, []);
  if (value.length < 4 || /\s/.test(value) || standing === 'placeholder') return undefined;
  const kind = fileKindOf(path);
  const candidate = {
    value,
    name,
    form,
    kind,
    context: contextOf(path),
    doubtful: standing === 'doubtful',
    isExpression,
    isMinified,
  };
  return { candidate, isSecret, group };
}

function pathOf(kinds: Kinds, random: Random): string {
  return pathIn(random.weighted(kinds) as FileKind, random); // the lists above name kinds
}

function pathIn(kind: FileKind, random: Random): string {
  return random.pick(folders) + random.pick(names[kind]);
}

/** How values mostly stand in a file of that kind. */
function formIn(kind: FileKind, random: Random): Form {
  if (kind === 'environment') return random.percent(75) ? 'bare' : 'quoted';
  if (kind === 'configuration') return random.percent(50) ? 'bare' : 'quoted';
  const rare: Form = random.pick(['argument', 'header', 'query', 'option', 'sql']);
  if (kind === 'script')
    return random.weighted<Form>([
      [4, 'bare'],
      [3, 'quoted'],
      [4, rare],
    ]);
  if (kind === 'source')
    return random.weighted<Form>([
      [8, 'quoted'],
      [3, 'argument'],
      [2, rare],
    ]);
  return random.weighted<Form>([
    [4, 'quoted'],
    [4, 'bare'],
    [2, rare],
  ]);
}
