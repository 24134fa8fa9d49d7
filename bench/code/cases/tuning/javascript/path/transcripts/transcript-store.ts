import fs from 'node:fs';
import path from 'node:path';

export class TranscriptStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  part = (call: string, part: string): Promise<string> =>
    fs.promises.readFile(path.join(this.#root, call, `${part}.txt`), 'utf8');
}
