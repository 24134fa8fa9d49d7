import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Job {
  title: string;
  copies: number;
}

export abstract class Printer {
  abstract argumentsFor(job: Job): string[];

  async print(job: Job): Promise<void> {
    await promisify(execFile)('lp', this.argumentsFor(job));
  }
}
