import { createReadStream, type ReadStream } from 'node:fs';
import { join } from 'node:path';

export class Enclosures {
  static in(folder: string): Enclosures {
    return new Enclosures(folder);
  }

  private constructor(private readonly folder: string) {}

  open(name: string): ReadStream {
    const decoded = this.check(decodeURIComponent(name));
    return createReadStream(join(this.folder, decoded));
  }

  private check(name: string): string {
    if (name.includes('..') || name.includes('\0')) throw new Error('name');
    return name;
  }
}
