import { execFile, exec } from 'node:child_process';
import { promisify } from 'node:util';

export abstract class Tool {
  constructor(protected readonly target: string) {}

  abstract lines(): Promise<string[]>;

  protected async run(program: string, ...args: string[]): Promise<string[]> {
    const { stdout } = await promisify(execFile)(program, args);
    return stdout.split('\n');
  }

  protected async shell(line: string): Promise<string[]> {
    const { stdout } = await promisify(exec)(line); // weak: CWE-78
    return stdout.split('\n');
  }
}
