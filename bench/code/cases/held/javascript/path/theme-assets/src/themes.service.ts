import { Injectable } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

@Injectable()
export class ThemesService {
  private readonly folder = join(process.cwd(), 'themes');

  async stylesheet(theme: string): Promise<string> {
    const file = join(this.folder, theme, 'main.css');
    return readFile(file, 'utf8'); // weak: CWE-22|CWE-73
  }
}
