import { describe, expect, it } from 'vitest';
import { lowerJavaScript } from '../javascript/index.ts';
import { packIr, unpackIr } from './packed.ts';

describe('[5:intermediate-form] the form is kept small', () => {
  it('reads back what it packed, in a fraction of the size', () => {
    const text = Array.from(
      { length: 50 },
      (_, n) => `export async function handler${n}({ query, ...rest }, reply: Reply) {
  for (const name of Object.keys(query)) { if (!allowed.includes(name)) throw new Error(\`\${name} is not known\`); rest[name] ??= query[name] }
  return await database.find({ ...rest, [query.key]: { at: -${n} } }).then((rows) => reply.send(<b>{rows}</b>))
}`,
    ).join('\n');
    const { ir } = lowerJavaScript({ path: 'a.tsx', text }, performance.now() + 5000);
    const packed = packIr(ir!);
    expect(unpackIr(JSON.parse(JSON.stringify(packed)) as typeof packed)).toEqual(ir);
    expect(JSON.stringify(packed).length).toBeLessThan(JSON.stringify(ir).length * 0.5);
  });
});
