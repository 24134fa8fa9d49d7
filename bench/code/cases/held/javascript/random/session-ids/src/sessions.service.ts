import { Inject, Injectable } from '@nestjs/common';
import type { RedisClientType } from 'redis';
import { randomText } from './random-text';

@Injectable()
export class SessionsService {
  constructor(@Inject('REDIS') private readonly redis: RedisClientType) {}

  async open(user: number): Promise<string> {
    const sessionId = randomText(40);
    await this.redis.set(`session:${sessionId}`, String(user), { EX: 3600 });
    return sessionId;
  }
}
