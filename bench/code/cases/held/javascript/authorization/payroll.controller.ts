import { Controller, Delete, Get, Param, ParseIntPipe, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { Roles } from '../auth/roles.decorator';
import { RolesGuard } from '../auth/roles.guard';
import { PayrollService } from './payroll.service';

@Controller('payroll')
@UseGuards(JwtAuthGuard, RolesGuard)
@Roles('accounting')
export class PayrollController {
  constructor(private readonly payroll: PayrollService) {}

  @Get(':month')
  month(@Param('month', ParseIntPipe) month: number) {
    return this.payroll.ofMonth(month);
  }

  @Delete(':id')
  remove(@Param('id', ParseIntPipe) id: number) {
    return this.payroll.remove(id);
  }
}
