let last = 0;

export function remindIn(delay: number, text: string): number {
  last += 1;
  setTimeout(() => publish(text), delay); // weak: CWE-400|CWE-770
  return last;
}

function publish(text: string): void {
  process.emit('message', { text }, undefined);
}
