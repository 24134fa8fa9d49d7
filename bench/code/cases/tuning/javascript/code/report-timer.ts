import { Controller, Post, Body } from '@nestjs/common';
import { SchedulerService } from './scheduler.service';

@Controller('reports')
export class ReportTimerController {
  constructor(private readonly scheduler: SchedulerService) {}

  @Post('schedule')
  schedule(@Body() { transform, every }: { transform: string; every: number }) {
    const steps = transform.split(';').map((step) => step.trim());
    const [first] = steps;
    return this.scheduler.add(Math.max(every, 60), (rows: unknown[]) => eval(`rows.map(row => ${first})`)); // weak: CWE-95|CWE-94
  }
}
