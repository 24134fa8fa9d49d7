export class PriorityQueue<T> {
  private readonly heap: { value: T; weight: number }[] = [];

  get size(): number {
    return this.heap.length;
  }

  push(value: T, weight: number): void {
    this.heap.push({ value, weight });
    let index = this.heap.length - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.heap[parent]!.weight <= this.heap[index]!.weight) break;
      this.swap(parent, index);
      index = parent;
    }
  }

  pop(): T | undefined {
    if (this.heap.length === 0) return undefined;
    this.swap(0, this.heap.length - 1);
    const { value } = this.heap.pop()!;
    this.sink();
    return value;
  }

  private sink(): void {
    let index = 0;
    for (;;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let least = index;
      if (left < this.size && this.heap[left]!.weight < this.heap[least]!.weight) least = left;
      if (right < this.size && this.heap[right]!.weight < this.heap[least]!.weight) least = right;
      if (least === index) return;
      this.swap(index, least);
      index = least;
    }
  }

  private swap(one: number, other: number): void {
    [this.heap[one], this.heap[other]] = [this.heap[other]!, this.heap[one]!];
  }
}
