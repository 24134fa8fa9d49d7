import { type Complaint, readYaml } from '#ground/formats';
import { type Json, type NotLookedAt, RuleSchemaVersion } from '#ground/model';
import { fillExample } from '../example.ts';
import { buildImage } from '../compile/image.ts';
import { compileRule, SecretRule } from '../compile/rule.ts';
import type { OwnRuleDoc, OwnRules, OwnTexts } from './brought.ts';
import { compileGitleaks } from './gitleaks/compile.ts';
import { readGitleaksConfig } from './gitleaks/config.ts';
import type { OwnSecrets } from './settings.ts';

/** Compiles what a project brings. Throws FileFormatError: file, line, column, what was expected, what to do next. */
export async function compileOwn({ rules, changes, gitleaks, builtin }: OwnTexts): Promise<OwnRules> {
  const read: SecretRule[] = [];
  for (const { path, text } of rules) read.push(await readOwnRule(path, text, builtin));
  const house = read.map((rule) => compileRule(rule, { everyGroup: true }));
  const theirs = gitleaks === undefined ? undefined : compileGitleaks(gitleaks, builtin);
  const compiled = [...house, ...(theirs?.rules ?? [])];
  const settings: OwnSecrets = {
    ...(compiled.length > 0 && { image: Buffer.from(buildImage(compiled)).toString('base64') }),
    changes: {
      ...Object.fromEntries((theirs?.off ?? []).map((id) => [id, { off: true }])),
      ...Object.fromEntries(
        Object.entries(changes).map(([id, { off, severity, confidence }]) => [id, { off, severity, confidence }]),
      ),
    },
    ...(theirs !== undefined && { gitleaks: { first: house.length, ...theirs.settings } }),
  };
  const known = new Set([...builtin, ...compiled.map(({ details }) => details.id)]);
  // Through JSON, since that is how it travels.
  const sent = JSON.parse(JSON.stringify(settings)) as Json;
  return {
    settings: sent,
    notLookedAt: [...gapsOf(changes, known), ...(theirs?.notLookedAt ?? []), ...disabledGaps(theirs?.off ?? [])],
    docs: [...read.map(documentationOf), ...(theirs?.docs ?? [])],
  };
}

function disabledGaps(off: readonly string[]): NotLookedAt[] {
  return off.map((by) => ({
    by,
    reason: 'excluded',
    detail: 'disabledRules of the gitleaks configuration names the rule that it stands for',
    expected: true,
  }));
}

/** One rule per file, whose name is the rule's: `.selvedge/rules/acme-key.yaml` holds secrets/acme-key. */
async function readOwnRule(path: string, text: string, builtin: ReadonlySet<string>): Promise<SecretRule> {
  return readYaml(path, text, {
    schema: SecretRule,
    version: RuleSchemaVersion,
    check: (rule) => [...wrongId(rule, path, builtin), ...asksTheNetwork(rule), ...doesNotCompile(rule)],
  });
}

function wrongId({ id }: SecretRule, path: string, builtin: ReadonlySet<string>): Complaint[] {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
  if (id !== `secrets/${name}`)
    return [
      {
        path: ['id'],
        of: 'value',
        message: `the rule's id is ${id}, and its file is called ${name}`,
        expected: `secrets/${name}`,
        next: 'Rename one of them.',
      },
    ];
  if (!builtin.has(id)) return [];
  return [
    {
      path: ['id'],
      of: 'value',
      message: `${id} is a built-in rule`,
      expected: 'an id of its own',
      next: 'Change the built-in one under rules in selvedge.yaml, or choose another id.',
    },
  ];
}

/** Whoever can write a rule could have the secrets that others' rules find sent to a host of their own. */
function asksTheNetwork({ verify }: SecretRule): Complaint[] {
  if (verify === undefined) return [];
  return [
    {
      path: ['verify'],
      of: 'key',
      message: 'a project’s own rule cannot send what it finds anywhere',
      expected: 'no verify',
      next: 'Remove it.',
    },
  ];
}

function doesNotCompile(rule: SecretRule): Complaint[] {
  const { match } = rule;
  const form = match.token !== undefined ? 'token' : match.assignment !== undefined ? 'assignment' : 'pattern';
  try {
    buildImage([compileRule(rule, { everyGroup: true })]);
    for (const example of [...rule.examples.bad, ...rule.examples.good]) fillExample(example, rule.id);
    return [];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isExample = error instanceof TypeError;
    return [
      {
        path: isExample ? ['examples'] : ['match', form],
        of: 'value',
        message: error.message.replace(`${rule.id}: `, ''),
        expected: isExample ? 'placeholders that are known' : 'a pattern that the kernel can run',
        next: isExample ? 'Correct the example.' : 'See docs/own-rules.md for what a pattern may have.',
      },
    ];
  }
}

/** A rule that is off is a gap that a person declared: it is listed, with why. A rule that is not there may be a mistake in the name. */
function gapsOf(changes: OwnTexts['changes'], known: ReadonlySet<string>): NotLookedAt[] {
  return Object.entries(changes).flatMap(([id, { off, why }]): NotLookedAt[] => {
    if (!known.has(id))
      return [
        {
          by: id,
          reason: 'missing-data',
          detail: 'selvedge.yaml changes this rule, and there is no such rule',
          expected: true,
        },
      ];
    return off === true ? [{ by: id, reason: 'excluded', detail: `selvedge.yaml: ${why}`, expected: true }] : [];
  });
}

function documentationOf(rule: SecretRule): OwnRuleDoc {
  const { id, title, finds, why, severity, references, fix, examples } = rule;
  const fill = (example: string): string => fillExample(example, `documentation of ${id}`);
  return {
    id,
    title,
    finds,
    why,
    severity,
    references,
    fix,
    examples: { bad: examples.bad.map(fill), good: examples.good.map(fill) },
  };
}

/** What a gitleaks configuration extends, as a path. Throws FileFormatError. */
export function extendedPath(path: string, text: string): string | undefined {
  const { extend } = readGitleaksConfig(path, text).config;
  return extend.path === '' || extend.usedefault ? undefined : extend.path;
}
