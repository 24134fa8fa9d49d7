import { readYaml } from '#ground/formats';
import { RuleSchemaVersion } from '#ground/model';
import { analyzer } from '../analyzer.ts';
import { SecretRule } from '../compile/rule.ts';
import { fillExample } from '../example.ts';
import { compileOwn } from './compile.ts';
import type { ExampleResult, OwnTexts } from './brought.ts';

/** Each random value is made anew from these: a rule must not pass by luck. */
const seeds = ['a', 'b', 'c'] as const;

/** Runs the rules over their own examples: a bad one must be found by its rule, a good one must not. Throws FileFormatError. */
export async function testExamples(
  texts: OwnTexts,
  assets: ReadonlyMap<string, Uint8Array>,
): Promise<readonly ExampleResult[]> {
  const { settings } = await compileOwn({ ...texts, changes: {} });
  const session = analyzer.open(assets, { projectKey: 'examples', own: settings });
  const foundIn = (text: string, path: string): readonly string[] => {
    const bytes = Buffer.from(text);
    const { facts } = session.extract({ path, size: bytes.length, bytes }, Infinity);
    return facts === undefined ? [] : session.conclude([{ path, facts }]).claims.map(({ rule }) => rule);
  };
  const results: ExampleResult[] = [];
  for (const { path: file, text } of texts.rules) {
    const rule = await readYaml(file, text, { schema: SecretRule, version: RuleSchemaVersion });
    const path = rule.match.files === undefined ? 'src/pay.ts' : `home/${rule.match.files[0]}`;
    for (const kind of ['bad', 'good'] as const)
      for (const [index, example] of rule.examples[kind].entries()) {
        const each = seeds.map((seed) => foundIn(fillExample(example, `${rule.id} ${index} ${seed}`), path));
        const passes = each.every((found) => found.includes(rule.id) === (kind === 'bad'));
        results.push({ rule: rule.id, file, kind, number: index + 1, passes, found: [...new Set(each.flat())] });
      }
  }
  return results;
}
