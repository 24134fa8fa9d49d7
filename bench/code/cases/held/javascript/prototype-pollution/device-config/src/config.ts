import set from 'lodash.set';

export interface DeviceConfig {
  network: Record<string, string>;
  display: { brightness: number };
}

const config: DeviceConfig = { network: {}, display: { brightness: 80 } };

export function change(path: string, value: unknown): DeviceConfig {
  set(config, path, value); // weak: CWE-1321
  return config;
}
