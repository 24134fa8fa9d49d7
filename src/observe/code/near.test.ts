import { expect, test } from 'vitest';
import type { Beside } from '#ground/model';
import type { CodeFacts, ModuleGraph } from './facts.ts';
import { withNearest } from './near.ts';

/** A chain of files, each of which imports the next. */
function chain(length: number): { graph: ModuleGraph; beside: Beside<CodeFacts>; read: string[] } {
  const paths = Array.from({ length }, (_, at) => `src/f${at}.ts`);
  const read: string[] = [];
  const facts: CodeFacts = { ir: { language: 'javascript', texts: [], classes: [], requests: [], numbers: 'xxxx' } };
  return {
    graph: { paths, imports: paths.map((_, at) => (at + 1 < length ? [at + 1] : [])), manifests: [] },
    beside: {
      paths,
      factsOf(path) {
        read.push(path);
        return facts;
      },
    },
    read,
  };
}

test('A commit looks at what is nearest by imports, both ways, and at no more than sixty files beside it [5:code-speed]', () => {
  const { graph, beside, read } = chain(3000);
  const changed = [{ path: 'src/f1500.ts', facts: {} }];
  const { files, isWhole } = withNearest(changed, beside, graph);
  expect(isWhole).toBe(false);
  expect(files).toHaveLength(61);
  expect(read.slice(0, 4).toSorted()).toEqual(['src/f1498.ts', 'src/f1499.ts', 'src/f1501.ts', 'src/f1502.ts']);
  expect(read).toHaveLength(60);
});

test('A small project is looked at whole, and its facts are read once', () => {
  const { graph, beside, read } = chain(5);
  const { files, isWhole } = withNearest([{ path: 'src/f0.ts', facts: {} }], beside, graph);
  expect(isWhole).toBe(true);
  expect(files.map(({ path }) => path).toSorted()).toEqual(graph.paths);
  expect(read).toHaveLength(4);
});

test('A new file is looked at with what lies in its folder', () => {
  const { graph, beside } = chain(3);
  const { files } = withNearest([{ path: 'src/new.ts', facts: {} }], beside, graph);
  expect(files.map(({ path }) => path).toSorted()).toEqual([...graph.paths, 'src/new.ts'].toSorted());
});
