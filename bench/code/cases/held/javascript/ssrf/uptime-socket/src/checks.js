import { EventEmitter } from 'node:events';
import got from 'got';

export class Checks extends EventEmitter {
  #targets = new Map();

  watch(id, target) {
    this.#targets.set(id, target);
    return this.#run(id);
  }

  async #run(id) {
    const target = this.#targets.get(id);
    const { statusCode } = await got(target, { throwHttpErrors: false, retry: { limit: 0 } }); // weak: CWE-918
    this.emit('result', { id, up: statusCode < 500 });
  }
}
