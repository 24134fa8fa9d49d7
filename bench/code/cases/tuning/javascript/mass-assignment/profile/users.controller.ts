import { Body, Controller, Param, Patch, UseGuards } from '@nestjs/common';
import { AuthGuard } from './auth.guard';
import { UsersService } from './users.service';

@Controller('users')
@UseGuards(AuthGuard)
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Patch('me')
  async update(@Body() changes: any, @Param('id') id: string) {
    await this.users.change(Number(id), changes);
    return { done: true };
  }
}
