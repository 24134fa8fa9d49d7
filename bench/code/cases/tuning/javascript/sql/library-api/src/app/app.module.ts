import { Module } from '@nestjs/common';
import { LOANS, SqlLoanStore } from '@data';
import { LoansController } from '@app/loans.controller.js';

@Module({
  controllers: [LoansController],
  providers: [{ provide: LOANS, useClass: SqlLoanStore }],
})
export class AppModule {}
