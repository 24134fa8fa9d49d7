import { Controller, Get, Query, ForbiddenException, StreamableFile } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';

@Controller('sketches')
export class SketchesController {
  private readonly root = resolve('sketches');

  @Get()
  async sketch(@Query('name') name: string) {
    const path = resolve(this.root, name);
    if (!path.startsWith(this.root + sep)) throw new ForbiddenException();
    return new StreamableFile(await readFile(path));
  }
}
