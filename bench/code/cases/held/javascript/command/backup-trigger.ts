import { Body, Controller, Post } from '@nestjs/common';
import { execFile } from 'node:child_process';
import { IsIn, IsInt, Max, Min } from 'class-validator';

class BackupRequest {
  @IsIn(['hot', 'cold'])
  kind!: 'hot' | 'cold';

  @IsInt()
  @Min(1)
  @Max(30)
  keepDays!: number;
}

@Controller('backups')
export class BackupController {
  @Post()
  start(@Body() request: BackupRequest) {
    execFile('/usr/local/bin/backup', [request.kind, '--keep', String(request.keepDays)], () => undefined);
    return { started: true };
  }
}
