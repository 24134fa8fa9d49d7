import { Tool } from './tool';

export default class Usage extends Tool {
  lines(): Promise<string[]> {
    return this.shell(`df -h /srv/volume-${this.volume} | tail -n +2`);
  }
}
