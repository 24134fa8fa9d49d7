import type { Aspect } from './features.ts';
import type { Score } from './score.ts';

/** The score in words: scored 0.93: looks random (4.9 bits a character, words have 2.6) · assigned to `db_password` · in a configuration file. */
export function inWords({ percent, because }: Score, name: string | undefined): string {
  const reasons = because.map((reason) => said(reason, name)).filter((text) => text !== '');
  return `scored ${(percent / 100).toFixed(2)}: ${reasons.join(' · ')}`;
}

type Reason = Score['because'][number];

function said(reason: Reason, name: string | undefined): string {
  const text = words[reason.of](reason, name);
  return text === '' || reason.adds > -0.2 || reason.of === 'value' ? text : `${text} (speaks against it)`;
}

const values: Readonly<Record<string, string>> = {
  uuid: 'is a UUID',
  digest: 'has the form of a digest',
  number: 'is a number',
  path: 'looks like a path or an address',
  random: 'looks random',
  chosen: 'looks like a password that somebody chose',
  words: 'looks like words',
};

const placeholders: Readonly<Record<string, string>> = {
  none: 'no placeholder',
  name: 'repeats what it is named',
  default: 'a usual default',
  placeholder: 'has words of a placeholder',
};

const files: Readonly<Record<string, string>> = {
  environment: 'in an environment file',
  configuration: 'in a configuration file',
  script: 'in a script',
  source: 'in source code',
  document: 'in a document',
  lock: 'in a lock file',
  translation: 'in a file of translations',
  stylesheet: 'in a style sheet',
  data: 'in a file of data',
  generated: 'in generated code',
  minified: 'on a line that no person wrote',
  test: 'in a test',
  documentation: 'in documentation',
  example: 'in an example',
};

const formWords: Readonly<Record<string, string>> = {
  bare: 'without quotes',
  expression: 'code rather than text',
  argument: 'handed to a function',
  header: 'in a header',
  query: 'in an address',
  option: 'on a command line',
  sql: 'in SQL',
};

const words: Readonly<Record<Aspect, (reason: Reason, name: string | undefined) => string>> = {
  value: ({ is, bits }) =>
    `${values[is] ?? is}${bits === undefined ? '' : ` (${bits[0].toFixed(1)} bits a character, words have ${bits[1].toFixed(1)})`}`,
  placeholder: ({ is }) => placeholders[is] ?? '',
  name: ({ is }, name) =>
    is === 'secret'
      ? name === undefined
        ? 'the name is one of a secret'
        : `assigned to \`${name.slice(0, 60)}\``
      : `the name speaks of \`${is}\``,
  file: ({ is }) => files[is] ?? '',
  form: ({ is }) => formWords[is] ?? '',
};
