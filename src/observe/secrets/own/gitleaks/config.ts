import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { FileFormatError } from '#ground/formats';

/** A .gitleaks.toml as it was read. Keys are in lower case: gitleaks does not tell cases apart. */
export type GitleaksConfig = z.infer<typeof Config>;
export type ConfigRule = GitleaksConfig['rules'][number];
export type ConfigAllowlist = z.infer<typeof RuleAllowlist>;

/** Where in the file something stands, as near as can be told. */
export type LineOf = (table: 'rules' | 'allowlists' | 'extend', index: number, key?: string) => number;

const maxBytes = 4 * 1024 * 1024;

/** As gitleaks's own reader is lenient: a text is a list with one entry, or several between commas. */
const texts = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',') : value),
  z.array(z.string()).default([]),
);
const number = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
  z.number(),
);
const whole = number.pipe(z.int());

const allowlistShape = {
  description: z.string().optional(),
  condition: z.string().default(''),
  commits: texts,
  paths: texts,
  regextarget: z.string().default(''),
  regexes: texts,
  stopwords: texts,
};
const RuleAllowlist = z.object(allowlistShape);
const GlobalAllowlist = z.object({ ...allowlistShape, targetrules: texts });

const Rule = z.object({
  id: z.string().default(''),
  description: z.string().default(''),
  path: z.string().default(''),
  regex: z.string().default(''),
  secretgroup: whole.default(0),
  entropy: number.default(0),
  keywords: texts,
  tags: texts,
  allowlist: RuleAllowlist.optional(),
  allowlists: z.array(RuleAllowlist).default([]),
  required: z
    .array(z.object({ id: z.string().default(''), withinlines: whole.optional(), withincolumns: whole.optional() }))
    .default([]),
  skipreport: z.boolean().default(false),
});

const Config = z.object({
  title: z.string().default(''),
  description: z.string().default(''),
  minversion: z.string().default(''),
  extend: z
    .object({
      path: z.string().default(''),
      url: z.string().default(''),
      usedefault: z.boolean().default(false),
      disabledrules: texts,
    })
    .default({ path: '', url: '', usedefault: false, disabledrules: [] }),
  rules: z.array(Rule).default([]),
  allowlist: GlobalAllowlist.optional(),
  allowlists: z.array(GlobalAllowlist).default([]),
});

export interface ReadConfig {
  readonly config: GitleaksConfig;
  readonly lineOf: LineOf;
  /** Keys that gitleaks does not know, and so does nothing about. */
  readonly unknownKeys: readonly string[];
}

/** Throws FileFormatError with the line of what is wrong. */
export function readGitleaksConfig(file: string, text: string): ReadConfig {
  if (Buffer.byteLength(text) > maxBytes)
    throw problem(file, 1, 'it is too large', `at most ${maxBytes} bytes`, 'Make it smaller.', 'too-large');
  const lineOf = lines(text);
  const plain = inLowerCase(parsed(file, text));
  const result = Config.safeParse(plain);
  if (result.success) return { config: result.data, lineOf, unknownKeys: unknownKeys(plain) };
  const [issue] = result.error.issues;
  const [table, index, key] = issue?.path ?? [];
  const line =
    (table === 'rules' || table === 'allowlists') && typeof index === 'number'
      ? lineOf(table, index, typeof key === 'string' ? key : undefined)
      : lineOf('extend', 0);
  throw problem(
    file,
    line,
    `${issue?.path.join('.') ?? 'it'}: ${issue?.message ?? ''}`,
    'what gitleaks reads there',
    'Correct it.',
  );
}

export function problem(
  file: string,
  line: number,
  message: string,
  expected: string,
  next: string,
  code: FileFormatError['code'] = 'wrong-value',
): FileFormatError {
  return new FileFormatError(file, [{ code, line, column: 1, message, expected, next }]);
}

function parsed(file: string, text: string): unknown {
  try {
    return parse(text, { maxDepth: 32, unsafeKeyBehaviour: 'throw' });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [said = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    throw new FileFormatError(file, [
      {
        code: 'syntax',
        line: error.line,
        column: error.column,
        message: said,
        expected: 'TOML 1.0',
        next: 'Correct the syntax here.',
      },
    ]);
  }
}

function inLowerCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inLowerCase);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inLowerCase(inner)]));
}

function unknownKeys(plain: unknown): string[] {
  const unknown = new Set<string>();
  const look = (value: unknown, known: readonly string[], where: string): void => {
    for (const one of Array.isArray(value) ? value : value === undefined ? [] : [value])
      if (typeof one === 'object' && one !== null)
        for (const key of Object.keys(one)) if (!known.includes(key)) unknown.add(`${where}${key}`);
  };
  const root = plain as { rules?: unknown; allowlists?: unknown; allowlist?: unknown; extend?: unknown }; // the schema held
  look(root, Object.keys(Config.shape), '');
  look(root.rules, Object.keys(Rule.shape), 'rules.');
  look(root.allowlists, Object.keys(GlobalAllowlist.shape), 'allowlists.');
  look(root.allowlist, Object.keys(GlobalAllowlist.shape), 'allowlist.');
  look(root.extend, ['path', 'url', 'usedefault', 'disabledrules'], 'extend.');
  for (const rule of Array.isArray(root.rules)
    ? (root.rules as { allowlists?: unknown; allowlist?: unknown; required?: unknown }[])
    : []) {
    look(rule.allowlists, Object.keys(RuleAllowlist.shape), 'rules.allowlists.');
    look(rule.allowlist, Object.keys(RuleAllowlist.shape), 'rules.allowlist.');
    look(rule.required, ['id', 'withinlines', 'withincolumns'], 'rules.required.');
  }
  return [...unknown];
}

/** The reader keeps no positions: headers of tables are counted, and a key is looked for behind its header. */
function lines(text: string): LineOf {
  const all = text.split('\n');
  return (table, index, key) => {
    const header = new RegExp(`^\\s*\\[{1,2}\\s*${table.replace(/s$/, 's?')}\\s*\\]{1,2}`, 'i');
    const starts = all.flatMap((line, at) => (header.test(line) ? [at] : []));
    const start = starts[index] ?? 0;
    if (key === undefined) return start + 1;
    const end = all.findIndex(
      (line, at) => at > start && /^\s*\[/.test(line) && !new RegExp(`^\\s*\\[+\\s*${table}\\.`, 'i').test(line),
    );
    const found = all.findIndex(
      (line, at) => at >= start && (end < 0 || at < end) && new RegExp(`^\\s*"?${key}"?\\s*=`, 'i').test(line),
    );
    return (found < 0 ? start : found) + 1;
  };
}
