import { exec } from 'node:child_process';
import { promisify } from 'node:util';

export interface Job {
  title: string;
  copies: number;
}

export abstract class Printer {
  abstract commandFor(job: Job): string;

  async print(job: Job): Promise<void> {
    await promisify(exec)(this.commandFor(job)); // weak: CWE-78
  }
}
