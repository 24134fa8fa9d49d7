import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { pick, type Random, randomText, sample, uuid } from './random.ts';

/** A file of some language in which a setting can stand, with other settings around it. */
export interface Context {
  readonly id: string;
  readonly paths: readonly string[];
  readonly open: string;
  readonly between?: string;
  /** A template of the setting's name and value. */
  readonly setting: string;
  readonly close: string;
}

/** A file in which a value stands without a name. */
interface BareContext {
  readonly id: string;
  readonly path: string;
  readonly text: string;
}

interface Contexts {
  readonly named: readonly Context[];
  readonly bare: readonly BareContext[];
}

export const { named: contexts, bare: bareContexts } = parse(
  readFileSync(join(import.meta.dirname, 'contexts.yaml'), 'utf8'),
) as Contexts; // ours, beside this file

/** Settings in a context, among harmless ones of the same shape. Names are in SCREAMING_SNAKE_CASE. */
export function settingsIn(
  context: Context,
  pairs: readonly (readonly [name: string, value: string])[],
  random: Random,
): { path: string; text: string } {
  const all = [...pairs];
  for (const harmless of sample(harmlessSettings(random), 1 + random(3), random))
    all.splice(random(2) === 0 ? 0 : all.length, 0, harmless);
  const lines = all.map(([name, value]) => spell(context.setting, name, value)).join(context.between ?? '\n');
  return { path: pick(context.paths, random), text: `${context.open}${lines}${context.close}` };
}

/** Fills a template with a name, in the spellings that it asks for, and a value. */
export function spell(template: string, name: string, value: string): string {
  return template.replace(/\{(\w+)\}/g, (whole, kind: string) => {
    if (kind === 'value') return value;
    return spellings[kind]?.(name) ?? whole;
  });
}

export const camel = (name: string) =>
  name.toLowerCase().replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
export const pascal = (name: string) => camel(name).replace(/^[a-z]/, (letter) => letter.toUpperCase());
export const snake = (name: string) => name.toLowerCase();
export const kebab = (name: string) => name.toLowerCase().replaceAll('_', '-');
const dotted = (name: string) => name.toLowerCase().replaceAll('_', '.');

const spellings: Readonly<Record<string, (name: string) => string>> = {
  NAME: (name) => name,
  camel,
  Pascal: pascal,
  snake,
  kebab,
  dotted,
};

/** Settings without a secret that stand beside secrets in real files; some look random. */
function harmlessSettings(random: Random): [string, string][] {
  return [
    ['LOG_LEVEL', pick(['info', 'debug', 'warn'], random)],
    ['PORT', String(3000 + random(6000))],
    ['BASE_URL', `https://${randomText('lower', 7, random)}.internal.acme.dev/v1`],
    ['REQUEST_TIMEOUT_MS', String(1000 * (1 + random(60)))],
    ['GIT_COMMIT', randomText('hex', 40, random)],
    ['RELEASE', `v${random(9)}.${random(40)}.${random(9)}`],
    ['REGION', pick(['eu-central-1', 'us-east-1', 'ap-south-2'], random)],
    ['FEATURE_FLAGS', 'checkout-v2,fast-search'],
    ['INSTANCE_ID', uuid(random)],
    ['RETRIES', String(random(9))],
  ];
}
