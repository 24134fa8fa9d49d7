import { exec } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(exec);

export interface FrameOptions {
  source: string;
  at: string;
  target: string;
}

export class Ffmpeg {
  private readonly binary = process.env.FFMPEG_PATH ?? 'ffmpeg';

  async frame(options: FrameOptions): Promise<void> {
    const args = ['-y', '-ss', options.at, '-i', options.source, '-frames:v', '1', options.target];
    await run([this.binary, ...args].join(' ')); // weak: CWE-78
  }
}
