import { Body, Controller, Delete, Get, Param, ParseIntPipe, Post, UseGuards } from '@nestjs/common';
import { RolesGuard } from './roles.guard';
import { RoomsService } from './rooms.service';

@Controller('admin/rooms')
export class RoomsController {
  constructor(private readonly rooms: RoomsService) {}

  @Get()
  @UseGuards(RolesGuard)
  list() {
    return this.rooms.list();
  }

  @Post()
  @UseGuards(RolesGuard)
  add(@Body('name') name: string) {
    return this.rooms.add(name);
  }

  @Delete(':id') // weak: CWE-862|CWE-306
  remove(@Param('id', ParseIntPipe) id: number) {
    return this.rooms.remove(id);
  }
}
