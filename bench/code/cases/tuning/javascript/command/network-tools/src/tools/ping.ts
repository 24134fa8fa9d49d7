import { isIP } from 'node:net';
import { Tool } from './tool';

export default class Ping extends Tool {
  async lines(): Promise<string[]> {
    if (isIP(this.target) === 0) return [];
    return this.run('ping', '-c', '1', this.target);
  }
}
