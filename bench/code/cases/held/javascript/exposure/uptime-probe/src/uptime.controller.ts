import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { Probe } from './probe';

@Controller('up')
export class UptimeController {
  constructor(private readonly probe: Probe) {}

  @Get()
  async up() {
    if (!(await this.probe.isUp())) throw new ServiceUnavailableException();
    return { up: true };
  }
}
