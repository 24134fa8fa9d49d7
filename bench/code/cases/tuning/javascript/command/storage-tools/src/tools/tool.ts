import { exec } from 'node:child_process';
import { promisify } from 'node:util';

export abstract class Tool {
  constructor(protected readonly volume: number) {}

  abstract lines(): Promise<string[]>;

  protected async shell(line: string): Promise<string[]> {
    const { stdout } = await promisify(exec)(line);
    return stdout.split('\n');
  }
}
