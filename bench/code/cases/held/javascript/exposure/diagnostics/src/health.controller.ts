import { Controller, Get } from '@nestjs/common';
import { DiagnosticsService } from './diagnostics.service';

@Controller('health')
export class HealthController {
  constructor(private readonly diagnostics: DiagnosticsService) {}

  @Get()
  health() {
    return this.diagnostics.snapshot();
  }
}
