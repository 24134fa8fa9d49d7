import { Controller, Get, Param, Query } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

@Controller('members')
export class MembersController {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  @Get(':club')
  async list(@Param('club') club: string, @Query('search') search: string) {
    return this.source
      .createQueryBuilder()
      .select('m.name')
      .from('member', 'm')
      .where(`m.club = '${club}'`) // weak: CWE-89
      .andWhere('m.name LIKE :search', { search: `${search}%` })
      .getRawMany();
  }
}
