import { Controller, Get, Param, ParseIntPipe, Query } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

@Controller('teams')
export class TeamsController {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  @Get(':league')
  async list(@Param('league', ParseIntPipe) league: number, @Query('search') search: string) {
    return this.source
      .createQueryBuilder()
      .select('t.name')
      .from('team', 't')
      .where('t.league = :league', { league })
      .andWhere('t.name LIKE :search', { search: `${search}%` })
      .getRawMany();
  }
}
