import { Controller, Get, NotFoundException, Param, Redirect } from '@nestjs/common';
import { LinksRepository } from './links.repository';

@Controller('l')
export class LinksController {
  constructor(private readonly links: LinksRepository) {}

  @Get(':name')
  @Redirect()
  open(@Param('name') name: string) {
    const url = this.links.find(name);
    if (url === undefined) throw new NotFoundException();
    return { url, statusCode: 302 };
  }
}
