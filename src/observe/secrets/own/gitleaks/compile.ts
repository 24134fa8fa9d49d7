import type { NotLookedAt } from '#ground/model';
import type { CompiledRule } from '../../compile/rule.ts';
import type { GitleaksTexts, OwnRuleDoc } from '../brought.ts';
import { Re2Error, type Regexp } from '../../re2/node.ts';
import { type ConfigAllowlist, problem, readGitleaksConfig } from './config.ts';
import { compileExpression, joined } from './expression.ts';
import { knownGitleaksRules } from './known-rules.ts';
import { allowlistsOf, type Merged, mergeRules, type Source } from './merge.ts';
import { compiledRule, documentationOf, ruleIds } from './rule.ts';
import type { Allowlist, GitleaksRule, GitleaksSettings } from './settings.ts';

export interface CompiledGitleaks {
  readonly settings: Omit<GitleaksSettings, 'first'>;
  readonly rules: readonly CompiledRule[];
  /** Ids of rules of ours that it turns off. */
  readonly off: readonly string[];
  readonly notLookedAt: readonly NotLookedAt[];
  readonly docs: readonly OwnRuleDoc[];
}

/** Throws FileFormatError for what gitleaks refuses too. What cannot be honoured is told under `notLookedAt`. */
export function compileGitleaks({ configs }: GitleaksTexts, builtin: ReadonlySet<string>): CompiledGitleaks {
  return new Compiler(builtin).compile(configs.map(({ path, text }) => ({ path, ...readGitleaksConfig(path, text) })));
}

/** In the place of an expression that is not run. */
const neverMatches: Regexp = { root: { kind: 'runes', runes: [] }, groups: 0 };

class Compiler {
  private readonly builtin: ReadonlySet<string>;
  private readonly gaps: NotLookedAt[] = [];
  private readonly off = new Set<string>();
  private readonly ofBuiltin: Record<string, Allowlist[]> = {};
  private readonly allowlists: Allowlist[] = [];

  constructor(builtin: ReadonlySet<string>) {
    this.builtin = builtin;
  }

  compile(sources: readonly Source[]): CompiledGitleaks {
    const extendsDefault = sources.some(({ config }) => config.extend.usedefault);
    for (const source of sources) this.refuseAndTell(source);
    const { rules: merged, disabled } = mergeRules(sources);
    for (const { id, source } of disabled) this.disable(id, source, extendsDefault);
    const targeted = this.globalAllowlists(sources, merged, extendsDefault);
    const runs = [...merged.values()].filter(({ rule }) => rule.regex !== '' || rule.path !== '');
    this.overrides(merged, extendsDefault);
    const ids = ruleIds(runs.map(({ rule }) => rule.id));
    const numbers = new Map(runs.map(({ rule }, number) => [rule.id, number]));
    const compiled = runs.map((one, number) => this.rule(one, ids[number]!, numbers, targeted));
    return {
      settings: {
        rules: compiled.map(({ rule }) => rule),
        allowlists: this.allowlists,
        ofBuiltin: this.ofBuiltin,
      },
      rules: compiled.map(({ compiled }) => compiled),
      off: [...this.off],
      notLookedAt: this.gaps,
      docs: runs.map(({ rule, source }, number) => documentationOf(rule, ids[number]!, source.path)),
    };
  }

  private tell(detail: string, path: string, expected: boolean): void {
    this.gaps.push({ by: 'secrets', path, reason: 'missing-data', detail: detail.slice(0, 500), expected });
  }

  private refuseAndTell({ config, path, lineOf, unknownKeys }: Source): void {
    if (config.extend.url !== '')
      this.tell(
        'it extends a configuration at a URL, which is not fetched: put it into the repository, and name its path',
        path,
        false,
      );
    if (config.extend.path !== '' && config.extend.usedefault)
      throw problem(path, lineOf('extend', 0), 'both path and useDefault are set', 'one of them', 'Remove one.');
    if (unknownKeys.length > 0) this.tell(`gitleaks knows no ${unknownKeys.join(', ')}`, path, true);
  }

  private disable(id: string, { path }: Source, extendsDefault: boolean): void {
    const ours = this.oursOf(id);
    if (ours.length > 0 && extendsDefault) {
      for (const rule of ours) if (this.builtin.has(rule)) this.off.add(rule);
      return;
    }
    const isKnown = Object.hasOwn(knownGitleaksRules, id);
    this.tell(
      isKnown
        ? `it disables ${id}, of which no rule here is known to find the same`
        : `it disables ${id}, and there is no such rule`,
      path,
      true,
    );
  }

  private oursOf(id: string): readonly string[] {
    return (Object.hasOwn(knownGitleaksRules, id) ? knownGitleaksRules[id]! : []).filter((rule) =>
      this.builtin.has(rule),
    );
  }

  /** Returns the allowlists that are for rules of the configuration, by the rule's id. */
  private globalAllowlists(
    sources: readonly Source[],
    merged: ReadonlyMap<string, Merged>,
    extendsDefault: boolean,
  ): Map<string, Allowlist[]> {
    const targeted = new Map<string, Allowlist[]>();
    for (const [depth, source] of sources.entries()) {
      const { config, path, lineOf } = source;
      if (config.allowlist !== undefined && config.allowlists.length > 0)
        throw problem(
          path,
          lineOf('allowlists', 0),
          'both [allowlist] and [[allowlists]] are there',
          'one of them',
          'Move the first among the others.',
        );
      const all = config.allowlist === undefined ? config.allowlists : [config.allowlist];
      for (const [index, allowlist] of all.entries()) {
        const compiled = this.allowlist(allowlist, source, lineOf('allowlists', index));
        if (allowlist.targetrules.length === 0) this.allowlists.push(compiled);
        // gitleaks does not read targetRules of a configuration that is extended.
        else if (depth > 0) this.tell('gitleaks ignores targetRules in a configuration that is extended', path, true);
        for (const id of depth > 0 ? [] : allowlist.targetrules) {
          const ours = extendsDefault ? this.oursOf(id) : [];
          if (merged.has(id)) targeted.set(id, [...(targeted.get(id) ?? []), compiled]);
          for (const rule of ours) (this.ofBuiltin[rule] ??= []).push(compiled);
          if (!merged.has(id) && ours.length === 0) {
            if (!extendsDefault)
              throw problem(
                path,
                lineOf('allowlists', index),
                `targetRules names ${id}, which is not there`,
                'the id of a rule',
                'Correct the id.',
              );
            this.tell(`an allowlist is for ${id}, of which no rule here is known to find the same`, path, true);
          }
        }
      }
    }
    return targeted;
  }

  /** What is said of a rule of gitleaks's own without saying what it looks for. */
  private overrides(merged: ReadonlyMap<string, Merged>, extendsDefault: boolean): void {
    for (const [id, { rule, source, index }] of merged) {
      if (rule.regex !== '' || rule.path !== '') continue;
      if (!extendsDefault)
        throw problem(
          source.path,
          source.lineOf('rules', index),
          `${id} has neither regex nor path`,
          'one of them',
          'Add one.',
        );
      const ours = this.oursOf(id);
      if (ours.length === 0) {
        this.tell(`it changes ${id}, of which no rule here is known to find the same`, source.path, true);
        continue;
      }
      for (const allowlist of allowlistsOf(rule)) {
        const compiled = this.allowlist(allowlist, source, source.lineOf('rules', index));
        for (const one of ours) (this.ofBuiltin[one] ??= []).push(compiled);
      }
      const changed = [
        rule.entropy !== 0 && 'entropy',
        rule.secretgroup !== 0 && 'secretGroup',
        rule.keywords.length > 0 && 'keywords',
      ].filter((name) => name !== false);
      if (changed.length > 0)
        this.tell(
          `it changes ${changed.join(', ')} of ${id}; ${ours.join(', ')} stands in its place and keeps its own`,
          source.path,
          true,
        );
    }
  }

  private rule(
    { rule, source, index }: Merged,
    id: string,
    numbers: ReadonlyMap<string, number>,
    targeted: ReadonlyMap<string, Allowlist[]>,
  ): { rule: GitleaksRule; compiled: CompiledRule } {
    const line = (key: string): number => source.lineOf('rules', index, key);
    const regexp = rule.regex === '' ? undefined : this.expression(rule.regex, source.path, line('regex'), id);
    const path = rule.path === '' ? undefined : this.expression(rule.path, source.path, line('path'), id);
    if (regexp !== undefined && regexp !== neverMatches && rule.secretgroup > regexp.groups)
      throw problem(
        source.path,
        line('secretgroup'),
        `secretGroup is ${rule.secretgroup}, and the regex has ${regexp.groups} groups`,
        'a group that is there',
        'Correct one of them.',
      );
    const own = allowlistsOf(rule).map((allowlist) => this.allowlist(allowlist, source, line('allowlists')));
    return compiledRule({
      rule,
      id,
      regexp,
      path,
      allowlists: [...own, ...(targeted.get(rule.id) ?? [])],
      required: rule.required.map(({ id, withinlines, withincolumns }) => ({
        rule: numbers.get(id) ?? -1,
        ...(withinlines !== undefined && { withinLines: withinlines }),
        ...(withincolumns !== undefined && { withinColumns: withincolumns }),
      })),
    });
  }

  private expression(text: string, path: string, line: number, by: string): Regexp {
    try {
      return compileExpression(text);
    } catch (error) {
      if (!(error instanceof Re2Error)) throw error;
      if (error.code === 'syntax')
        throw problem(
          path,
          line,
          `${error.message} at offset ${error.at} of ${JSON.stringify(text.slice(0, 80))}`,
          'a regular expression of Go (RE2)',
          'Correct it: gitleaks refuses it too.',
        );
      this.gaps.push({
        by,
        path,
        reason: 'missing-data',
        detail: `its expression does not run: ${error.message}`,
        expected: false,
      });
      return neverMatches;
    }
  }

  private allowlist(allowlist: ConfigAllowlist, { path }: Source, line: number): Allowlist {
    const { condition, regextarget, commits, paths, regexes, stopwords } = allowlist;
    const all = ['AND', '&&'].includes(condition.toUpperCase());
    if (!all && !['', 'OR', '||'].includes(condition.toUpperCase()))
      throw problem(path, line, `an allowlist's condition is ${condition}`, 'AND or OR', 'Correct it.');
    if (!['', 'secret', 'match', 'line'].includes(regextarget))
      throw problem(path, line, `an allowlist's regexTarget is ${regextarget}`, 'secret, match or line', 'Correct it.');
    if (commits.length + paths.length + regexes.length + stopwords.length === 0)
      throw problem(
        path,
        line,
        'an allowlist checks nothing',
        'commits, paths, regexes or stopwords',
        'Add one of them.',
      );
    for (const text of [...paths, ...regexes]) this.expression(text, path, line, 'secrets');
    const pathExpression = paths.length === 0 ? undefined : this.expression(joined(paths), path, line, 'secrets');
    const expression = regexes.length === 0 ? undefined : this.expression(joined(regexes), path, line, 'secrets');
    return {
      all,
      commits: commits.map((commit) => commit.trim().toLowerCase()),
      target: regextarget === 'match' || regextarget === 'line' ? regextarget : 'secret',
      stopwords: stopwords.map((word) => word.toLowerCase()),
      ...(pathExpression !== undefined && { paths: pathExpression }),
      ...(expression !== undefined && { regexes: expression }),
    };
  }
}
