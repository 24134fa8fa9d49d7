import { Controller, Get, Inject, Query } from '@nestjs/common';
import { BOXES, type BoxStore } from '@data';

@Controller('boxes')
export class BoxesController {
  constructor(@Inject(BOXES) private readonly boxes: BoxStore) {}

  @Get()
  async list(@Query() { shelf, before = '2030-01-01' }: { shelf: string; before?: string }) {
    return this.boxes.list(shelf, before);
  }
}
