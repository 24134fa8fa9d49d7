import { Module } from '@nestjs/common';
import { BOXES, SqlBoxStore } from '@data';
import { BoxesController } from '@app/boxes.controller.js';

@Module({
  controllers: [BoxesController],
  providers: [{ provide: BOXES, useClass: SqlBoxStore }],
})
export class AppModule {}
