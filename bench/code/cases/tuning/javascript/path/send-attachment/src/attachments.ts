import { createReadStream, type ReadStream } from 'node:fs';
import { join } from 'node:path';

export class Attachments {
  static in(folder: string): Attachments {
    return new Attachments(folder);
  }

  private constructor(private readonly folder: string) {}

  open(name: string): ReadStream {
    const decoded = decodeURIComponent(this.check(name));
    return createReadStream(join(this.folder, decoded)); // weak: CWE-22
  }

  private check(name: string): string {
    if (name.includes('..')) throw new Error('name');
    return name;
  }
}
