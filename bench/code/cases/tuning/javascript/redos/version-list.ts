import { Controller, Get, Query } from '@nestjs/common';

const version = /^\d{1,5}\.\d{1,5}\.\d{1,5}(?:-[a-z0-9]+(?:\.[a-z0-9]+)*)?$/;

@Controller('releases')
export class ReleaseController {
  @Get()
  check(@Query('version') text: string) {
    return { valid: version.test(text) };
  }
}
