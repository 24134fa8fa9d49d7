import { Controller, Get, Param, ParseIntPipe, Query } from '@nestjs/common';
import { ReadingsService } from './readings.service';

@Controller('meters/:meter/readings')
export class ReadingsController {
  constructor(private readonly readings: ReadingsService) {}

  @Get()
  list(@Param('meter', ParseIntPipe) meter: number, @Query('unit') unit: string) {
    return this.readings.list(meter, unit);
  }
}
