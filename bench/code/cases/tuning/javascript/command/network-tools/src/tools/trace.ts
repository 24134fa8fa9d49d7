import { Tool } from './tool';

export class Trace extends Tool {
  lines(): Promise<string[]> {
    return this.shell('traceroute -m 8 ' + this.target + ' | tail -n +2');
  }
}
