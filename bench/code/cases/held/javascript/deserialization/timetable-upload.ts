import { Controller, Post, Body, BadRequestException } from '@nestjs/common';
import { parse } from 'yaml';

@Controller('timetables')
export class TimetablesController {
  @Post()
  create(@Body('document') document: string) {
    const table = parse(document, { maxAliasCount: 0 });
    if (!Array.isArray(table?.lessons)) throw new BadRequestException('lessons is a list');
    return { lessons: table.lessons.length };
  }
}
