import { Controller, Get, Header, Query } from '@nestjs/common';
import { ThemesService } from './themes.service';

@Controller('themes')
export class ThemesController {
  constructor(private readonly themes: ThemesService) {}

  @Get('main.css')
  @Header('content-type', 'text/css')
  css(@Query('theme') theme = 'default') {
    return this.themes.stylesheet(theme);
  }
}
