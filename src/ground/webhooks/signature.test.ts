import { describe, expect, it } from 'vitest';
import type { Instant } from '#ground/model';
import { secretOf, serialiseSecret, signedHeaders } from './signature.ts';

describe('a webhook message', () => {
  it('is signed as the test vector of Standard Webhooks is', () => {
    const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const at = new Date(1_614_265_330_000).toISOString() as Instant;
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, payload: '{"test": 2432232314}' };
    expect(signedHeaders(secret, message)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });
});

describe('a webhook’s secret', () => {
  it('is its own, and follows from the installation’s key', () => {
    const key = Buffer.alloc(32, 1);
    expect(secretOf(key, 'whk_1')).toEqual(secretOf(key, 'whk_1'));
    expect(secretOf(key, 'whk_1')).not.toEqual(secretOf(key, 'whk_2'));
    expect(secretOf(key, 'whk_1')).not.toEqual(secretOf(Buffer.alloc(32, 2), 'whk_1'));
    expect(serialiseSecret(secretOf(key, 'whk_1'))).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });
});
