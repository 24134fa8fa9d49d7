import { Controller, Get, Query, ForbiddenException, StreamableFile } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';

@Controller('plans')
export class PlansController {
  private readonly root = resolve('plans');

  @Get()
  async plan(@Query('name') name: string) {
    const path = resolve(this.root, name);
    const bytes = await readFile(path); // weak: CWE-22
    if (!path.startsWith(this.root + sep)) throw new ForbiddenException();
    return new StreamableFile(bytes);
  }
}
