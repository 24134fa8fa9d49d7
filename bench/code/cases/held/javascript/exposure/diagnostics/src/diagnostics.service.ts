import { Injectable } from '@nestjs/common';

@Injectable()
export class DiagnosticsService {
  snapshot() {
    return { uptime: process.uptime(), node: 'ok', environment: process.env }; // weak: CWE-200|CWE-497|CWE-526|CWE-215|CWE-209
  }
}
