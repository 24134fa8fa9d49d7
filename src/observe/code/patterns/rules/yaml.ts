import type { Document, Node } from 'yaml';
import type { RuleProblem } from './formula.ts';

export type Path = readonly (string | number)[];

/** A YAML file's value, and where its parts stand. */
export interface PositionedYaml {
  readonly value: unknown;
  /** Line and column, both from 1, of the value at a path, or of what is nearest to it. */
  at(path: Path): readonly [line: number, column: number];
  /** Of the key itself. */
  atKey(path: Path): readonly [line: number, column: number];
}

const maxLength = 4 * 1024 * 1024;

/** Rule files of others use anchors and the like: they are read as YAML has them, bounded. */
export async function readPositioned(file: string, text: string): Promise<PositionedYaml | RuleProblem> {
  if (text.length > maxLength)
    return {
      file,
      line: 1,
      column: 1,
      message: `${text.length} characters`,
      expected: `at most ${maxLength}`,
      next: 'Make it smaller.',
    };
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const document: Document = yaml.parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
    merge: true,
  });
  const position = (offset: number): readonly [number, number] => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return [Math.max(line, 1), Math.max(col, 1)];
  };
  const problem = (offset: number, message: string): RuleProblem => {
    const [line, column] = position(offset);
    return { file, line, column, message, expected: 'YAML 1.2', next: 'Correct the syntax here.' };
  };
  const wrong = [...document.errors].sort((a, b) => a.pos[0] - b.pos[0])[0];
  if (wrong !== undefined) return problem(wrong.pos[0], wrong.message.split('\n')[0]!);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return problem(0, error instanceof Error ? error.message : String(error));
  }
  const nodeAt = (path: Path): Node | undefined => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range !== undefined && node.range !== null) return node;
    }
    return undefined;
  };
  return {
    value,
    at: (path) => position(nodeAt(path)?.range?.[0] ?? 0),
    atKey: (path) => {
      const parent = document.getIn(path.slice(0, -1), true);
      if (yaml.isMap<Node, Node>(parent)) {
        const found = parent.items.find(({ key }) => yaml.isScalar(key) && key.value === path.at(-1));
        if (found?.key.range !== undefined && found.key.range !== null) return position(found.key.range[0]);
      }
      return position(nodeAt(path)?.range?.[0] ?? 0);
    },
  };
}
