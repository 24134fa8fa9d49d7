import { Script } from 'node:vm';

export class Scripts {
  readonly #sources = new Map<string, string>();

  set(id: string, source: string): void {
    this.#sources.set(id, source);
  }

  run(id: string): unknown {
    const source = this.#sources.get(id) ?? '';
    const script = new Script(source, { filename: 'report.js' }); // weak: CWE-94|CWE-95
    return script.runInThisContext({ timeout: 100 });
  }
}
