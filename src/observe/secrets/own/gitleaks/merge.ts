import { type ConfigAllowlist, type ConfigRule, problem, type ReadConfig } from './config.ts';

/** A configuration that was read, and from where. */
export type Source = ReadConfig & { readonly path: string };

/** A rule of the merged configuration, and where it was written. */
export interface Merged {
  readonly rule: ConfigRule;
  readonly source: Source;
  readonly index: number;
}

export interface MergedRules {
  /** By their ids. */
  readonly rules: ReadonlyMap<string, Merged>;
  /** What disabledRules names and no configuration that is extended has. */
  readonly disabled: readonly { readonly id: string; readonly source: Source }[];
}

/**
 * As gitleaks merges: what a configuration says of a rule goes over what the one that it extends says. `sources`: the first extends the
 * second, and that the third. Throws FileFormatError.
 */
export function mergeRules(sources: readonly Source[]): MergedRules {
  let merged = new Map<string, Merged>();
  const unknown: { id: string; source: Source }[] = [];
  for (const source of [...sources].reverse()) {
    const own = ownRules(source);
    const extended = merged;
    const disabled = source.config.extend.disabledrules;
    merged = new Map([...own, ...[...extended].filter(([id]) => !own.has(id) && !disabled.includes(id))]);
    for (const [id, one] of own) {
      const base = extended.get(id);
      if (base !== undefined && !disabled.includes(id)) merged.set(id, over(base, one));
    }
    for (const id of disabled) if (!extended.has(id)) unknown.push({ id, source });
  }
  return { rules: merged, disabled: unknown };
}

function ownRules(source: Source): Map<string, Merged> {
  const { config, path, lineOf } = source;
  const own = new Map(config.rules.map((rule, index) => [rule.id, { rule, source, index }]));
  for (const [index, { id, required, allowlist, allowlists }] of config.rules.entries()) {
    if (id.trim() === '') throw problem(path, lineOf('rules', index), 'a rule has no id', 'an id', 'Give it one.');
    if (allowlist !== undefined && allowlists.length > 0)
      throw problem(
        path,
        lineOf('rules', index),
        `${id} has both allowlist and allowlists`,
        'allowlists alone',
        'Move the first among the others.',
      );
    for (const one of required)
      if (!own.has(one.id))
        throw problem(
          path,
          lineOf('rules', index),
          `${id} requires ${one.id === '' ? 'a rule without an id' : one.id}, which is not there`,
          'the id of a rule of this file',
          'Correct the id.',
        );
  }
  return own;
}

export function allowlistsOf({ allowlist, allowlists }: ConfigRule): readonly ConfigAllowlist[] {
  return allowlist === undefined ? allowlists : [allowlist];
}

/** The base, with what the configuration over it says. */
function over(base: Merged, own: Merged): Merged {
  const { rule } = own;
  return {
    ...own,
    rule: {
      ...base.rule,
      id: rule.id,
      description: rule.description === '' ? base.rule.description : rule.description,
      entropy: rule.entropy === 0 ? base.rule.entropy : rule.entropy,
      secretgroup: rule.secretgroup === 0 ? base.rule.secretgroup : rule.secretgroup,
      regex: rule.regex === '' ? base.rule.regex : rule.regex,
      path: rule.path === '' ? base.rule.path : rule.path,
      tags: [...base.rule.tags, ...rule.tags],
      keywords: [...base.rule.keywords, ...rule.keywords],
      allowlist: undefined,
      allowlists: [...allowlistsOf(base.rule), ...allowlistsOf(rule)],
    },
  };
}
