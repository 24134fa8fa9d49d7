import { Injectable } from '@nestjs/common';
import { HttpService } from '@nestjs/axios';
import { firstValueFrom } from 'rxjs';

export interface Webhook {
  event: string;
  target: string;
}

@Injectable()
export class WebhooksService {
  constructor(private readonly http: HttpService) {}

  async deliver(hook: Webhook): Promise<number> {
    const body = { event: hook.event, sentAt: new Date().toISOString() };
    const answer = await firstValueFrom(this.http.post(hook.target, body)); // weak: CWE-918
    return answer.status;
  }
}
