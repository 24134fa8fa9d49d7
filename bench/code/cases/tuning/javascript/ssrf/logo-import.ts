import { Controller, Post, Body } from '@nestjs/common';
import { HttpService } from '@nestjs/axios';
import { firstValueFrom } from 'rxjs';

class LogoDto {
  company!: number;
}

@Controller('logos')
export class LogoImportController {
  constructor(private readonly http: HttpService) {}

  @Post('import')
  async import(@Body() dto: LogoDto) {
    const source = new URL(`/logos/${Number(dto.company)}.png`, 'https://logos.example.org');
    const { data } = await firstValueFrom(this.http.get(source.href, { responseType: 'arraybuffer' }));
    return { bytes: data.length };
  }
}
