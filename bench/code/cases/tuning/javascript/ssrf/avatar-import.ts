import { Controller, Post, Body } from '@nestjs/common';
import { HttpService } from '@nestjs/axios';
import { firstValueFrom } from 'rxjs';

class ImportDto {
  source!: string;
  size!: number;
}

@Controller('avatars')
export class AvatarImportController {
  constructor(private readonly http: HttpService) {}

  @Post('import')
  async import(@Body() dto: ImportDto) {
    const { data } = await firstValueFrom(this.http.get(dto.source, { responseType: 'arraybuffer' })); // weak: CWE-918
    return { bytes: data.length };
  }
}
