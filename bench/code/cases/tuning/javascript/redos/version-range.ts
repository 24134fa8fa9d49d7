import { Controller, Get, Query } from '@nestjs/common';

const range = /^(?:(?:\d+|x)\.?)+(?:-(?:[a-z0-9]+\.?)+)?$/;

@Controller('versions')
export class VersionController {
  @Get()
  check(@Query('range') text: string) {
    return { valid: range.test(text) }; // weak: CWE-1333|CWE-400
  }
}
