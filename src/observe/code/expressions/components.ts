/**
 * Strongly connected components of a graph whose `successors` of a node are asked for once each (Tarjan, without recursion):
 * a node's component, numbered in the order in which they are closed; -1 for nodes that `starts` does not lead to.
 */
export function componentsOf(
  count: number,
  starts: readonly number[],
  successors: (node: number) => readonly number[],
): Int32Array {
  const component = new Int32Array(count).fill(-1);
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const open: number[] = [];
  const path: { readonly node: number; readonly to: readonly number[]; nth: number }[] = [];
  let visited = 0;
  let closed = 0;
  const enter = (node: number): void => {
    index[node] = visited;
    low[node] = visited++;
    open.push(node);
    path.push({ node, to: successors(node), nth: 0 });
  };
  for (const start of starts) {
    if (index[start]! >= 0) continue;
    enter(start);
    while (path.length > 0) {
      const top = path[path.length - 1]!;
      if (top.nth < top.to.length) {
        const to = top.to[top.nth++]!;
        if (index[to]! < 0) enter(to);
        else if (component[to]! < 0) low[top.node] = Math.min(low[top.node]!, index[to]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent.node] = Math.min(low[parent.node]!, low[top.node]!);
      if (low[top.node] !== index[top.node]) continue;
      for (;;) {
        const node = open.pop()!;
        component[node] = closed;
        if (node === top.node) break;
      }
      closed += 1;
    }
  }
  return component;
}

/** A shortest way between two nodes, with both; at least one step. Undefined where there is none. */
export function shortestWay(
  from: number,
  to: number,
  successors: (node: number) => readonly number[],
): number[] | undefined {
  const before = new Map<number, number>();
  const queue = [from];
  for (let nth = 0; nth < queue.length; nth++)
    for (const next of successors(queue[nth]!)) {
      if (before.has(next)) continue;
      before.set(next, queue[nth]!);
      if (next === to) {
        const way = [to];
        for (let at = before.get(to)!; ; at = before.get(at)!) {
          way.unshift(at);
          if (at === from) return way;
        }
      }
      queue.push(next);
    }
  return undefined;
}
