import { Tool } from './tool';

export class Health extends Tool {
  lines(): Promise<string[]> {
    return this.shell('smartctl --health --json /dev/sda');
  }
}
