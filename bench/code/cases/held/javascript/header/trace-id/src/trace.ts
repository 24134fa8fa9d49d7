import { randomUUID } from 'node:crypto';

const TRACE = /^[0-9a-f]{32}$/;

export function traceOf(value: string | string[] | undefined): string {
  return typeof value === 'string' && TRACE.test(value) ? value : randomUUID().replaceAll('-', '');
}
