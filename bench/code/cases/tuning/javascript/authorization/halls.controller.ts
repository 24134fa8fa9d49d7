import { Body, Controller, Delete, Get, Param, ParseIntPipe, Post, UseGuards } from '@nestjs/common';
import { RolesGuard } from './roles.guard';
import { HallsService } from './halls.service';

@Controller('admin/halls')
@UseGuards(RolesGuard)
export class HallsController {
  constructor(private readonly halls: HallsService) {}

  @Get()
  list() {
    return this.halls.list();
  }

  @Post()
  add(@Body('name') name: string) {
    return this.halls.add(name);
  }

  @Delete(':id')
  remove(@Param('id', ParseIntPipe) id: number) {
    return this.halls.remove(id);
  }
}
