import { Controller, Post, Body } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { Meter } from './meter.schema';

@Controller('meters')
export class MeterController {
  constructor(@InjectModel(Meter.name) private readonly meters: Model<Meter>) {}

  @Post('search')
  async search(@Body() body: { owner: string; minimum: string }) {
    return this.meters
      .find()
      .where('owner')
      .equals(String(body.owner))
      .where('level')
      .gt(Number(body.minimum))
      .limit(20);
  }
}
