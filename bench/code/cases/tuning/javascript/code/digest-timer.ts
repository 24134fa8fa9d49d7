import { Controller, Post, Body, BadRequestException } from '@nestjs/common';
import { SchedulerService } from './scheduler.service';

type Row = Record<string, number>;

@Controller('digests')
export class DigestTimerController {
  constructor(private readonly scheduler: SchedulerService) {}

  @Post('schedule')
  schedule(@Body() { transform, every }: { transform: string; every: number }) {
    return this.scheduler.add(Math.max(every, 60), this.transformOf(transform));
  }

  private transformOf(name: string): (rows: Row[]) => Row[] {
    switch (name) {
      case 'sort':
        return (rows) => rows.toSorted((one, other) => one.total! - other.total!);
      case 'top':
        return (rows) => rows.slice(0, 10);
      default:
        throw new BadRequestException('transform');
    }
  }
}
