import fs from 'node:fs';
import path from 'node:path';

export class RecordingStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  part = (call: string, part: string): Promise<Buffer> =>
    fs.promises.readFile(path.join(this.#root, call, `${part}.wav`)); // weak: CWE-22
}
