import { Controller, Get, Inject, Query } from '@nestjs/common';
import { LOANS, type LoanStore } from '@data';

@Controller('loans')
export class LoansController {
  constructor(@Inject(LOANS) private readonly loans: LoanStore) {}

  @Get()
  async overdue(@Query() { branch, until = '2030-01-01' }: { branch: string; until?: string }) {
    return this.loans.overdue(branch, until);
  }
}
