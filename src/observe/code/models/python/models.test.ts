import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { assetPath } from '#ground/places';
import { grammarAsset, type Parsers, prepareSyntax } from '#ground/syntax';
import { compileModel } from '../../flow/compile/compile.ts';
import { type CompiledModel, Program } from '../../flow/index.ts';
import { lowerPython } from '../../python/index.ts';
import { CodeRule } from '../../rule.ts';
import { snippets } from './snippets.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const rulesFolder = join(folder, '../../rules');
const rules = readdirSync(rulesFolder).map((name) =>
  CodeRule.parse(parse(readFileSync(join(rulesFolder, name), 'utf8'))),
);
const flowRules = rules.flatMap(({ id, flow }) => (flow === undefined ? [] : [{ id, ...flow }]));

let parsers: Parsers;
let models: CompiledModel[];

beforeAll(async () => {
  const names = ['syntax.wasm', grammarAsset('python')];
  parsers = await prepareSyntax(new Map(names.map((name) => [name, readFileSync(assetPath(name))])));
  models = await Promise.all(files.map(async (name) => compileModel(name, readFileSync(join(folder, name), 'utf8'))));
});

/** The rules that find something in a file. */
function rulesIn(text: string): Set<string> {
  const program = new Program(models, flowRules, (_, specifier) => ({ package: specifier, subpath: '' }));
  program.put('shop/app.py', lowerPython({ path: 'shop/app.py', text }, parsers, Infinity).ir);
  const { flows, checks } = program.solve(Infinity);
  return new Set([...flows.map(({ rule }) => rule), ...checks.map(({ rule }) => `code/${rule}`)]);
}

describe('models of Python libraries', () => {
  it('has a model for each library that the product names [5:models-python]', () => {
    const standard = [
      'os',
      'subprocess',
      'shutil',
      'tempfile',
      'pathlib',
      'urllib',
      'http',
      'socket',
      'ssl',
      'hashlib',
    ];
    const more = ['re', 'random', 'logging', 'xml', 'zipfile', 'mail', 'ftplib', 'importlib', 'asyncio'];
    const named = ['django', 'flask', 'fastapi', 'aiohttp', 'tornado', 'requests', 'httpx', 'sqlalchemy', 'psycopg'];
    const others = ['sqlite3', 'pymongo', 'jinja2', 'lxml', 'yaml', 'pickle', 'paramiko', 'boto3'];
    const proved = new Set(snippets.flatMap(({ libraries }) => libraries));
    for (const library of [...standard, ...more, ...named, ...others]) {
      expect(files).toContain(`${library}.yaml`);
      expect([...proved]).toContain(library);
    }
  });

  it.each(snippets)('tell weak uses of $libraries.0 from sound ones [5:models-python]', ({ rule, bad, good }) => {
    expect([...rulesIn(bad)]).toContain(`code/${rule}`);
    expect([...rulesIn(good)]).not.toContain(`code/${rule}`);
  });
});

/** Which rules each promise about weaknesses stands on. */
const promises: Readonly<Record<string, readonly string[]>> = {
  'weakness-injection': [
    'sql',
    'nosql',
    'command',
    'argument',
    'code',
    'ldap',
    'xpath',
    'template',
    'header',
    'log',
    'regex',
    'email',
    'environment',
  ]
    .map((name) => `${name}-injection`)
    .concat(['sql-built-from-parts', 'eval-of-string']),
  'weakness-xss': ['reflected-xss', 'stored-xss', 'markup-from-parts'],
  'weakness-files': ['path-traversal', 'zip-slip', 'insecure-temp-file', 'world-writable-file'],
  'weakness-requests': ['ssrf', 'open-redirect', 'xxe'],
  'weakness-data': [
    'unsafe-deserialisation',
    'deserialisation-of-unknown',
    'unsafe-yaml',
    'mass-assignment',
    'unsafe-reflection',
    'format-string',
  ],
  'weakness-crypto': [
    'hard-coded-credential',
    'hard-coded-key',
    'weak-hash',
    'weak-password-hash',
    'weak-cipher',
    'weak-cipher-mode',
    'weak-key-size',
    'weak-padding',
    'static-iv',
    'insecure-random',
    'tls-verification-off',
    'weak-tls-version',
    'host-key-not-verified',
    'jwt-algorithm',
    'jwt-not-verified',
    'jwt-no-expiry',
  ],
  'weakness-web': [
    'cookie-not-secure',
    'cookie-readable-by-script',
    'cookie-same-site',
    'cors-any-origin',
    'cors-reflected-origin',
    'csrf-off',
    'clickjacking',
    'security-headers-off',
    'any-host-allowed',
    'trust-boundary',
  ],
  'weakness-exposure': [
    'information-exposure',
    'cleartext-logging',
    'cleartext-storage',
    'cleartext-protocol',
    'debug-mode',
    'directory-listing',
    'secret-in-url',
    'insecure-http-url',
  ],
  'weakness-resources': ['resource-exhaustion', 'no-timeout'],
  'weakness-settings': ['template-autoescape-off', 'bind-all-interfaces', 'shell-true'],
  'weakness-models': ['prompt-injection', 'model-output-executed'],
};

describe.each(Object.entries(promises))('weaknesses in Python [5:%s]', (_, names) => {
  it.each(names)('code/%s finds its bad examples and nothing in its good ones', (name) => {
    const rule = rules.find(({ id }) => id === `code/${name}`)!;
    const { bad, good } = rule.examples.python!;
    for (const text of bad) expect([...rulesIn(text)]).toContain(rule.id);
    for (const text of good) expect([...rulesIn(text)]).not.toContain(rule.id);
  });
});
