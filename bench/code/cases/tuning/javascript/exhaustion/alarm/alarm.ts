let last = 0;

export function alarmIn(delay: number): number {
  last += 1;
  setTimeout(() => process.emit('message', { last }, undefined), delay).unref();
  return last;
}
