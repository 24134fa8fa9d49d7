import { Script } from 'node:vm';

const sum = new Script('values.reduce((left, right) => left + right, 0)', { filename: 'digest.js' });

export class Digests {
  readonly #values = new Map<string, number[]>();

  set(id: string, values: number[]): void {
    this.#values.set(id, values);
  }

  run(id: string): unknown {
    const values = this.#values.get(id) ?? [];
    return sum.runInNewContext({ values }, { timeout: 100 });
  }
}
