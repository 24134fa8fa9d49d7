import { formatPurl } from '#ground/packages';

const publicRegistry = 'registry.terraform.io';

/** `hashicorp/aws`, or with the registry before it; OpenTofu's registry serves the same providers. Undefined for what is no address. */
export function providerPurl(address: string, version?: string): string | undefined {
  const parts = address.toLowerCase().split('/');
  const [host, namespace, name] = parts.length === 2 ? [publicRegistry, ...parts] : parts;
  if (parts.length > 3 || namespace === undefined || name === undefined || !parts.every(isPart)) return undefined;
  return registryPurl(host ?? publicRegistry, namespace, name, version);
}

/** `terraform-aws-modules/vpc/aws`, or with the registry before it. */
export function modulePurl(address: string, version?: string): string | undefined {
  const parts = (address.split('//')[0] ?? '').split('/');
  const [host, namespace, name, system] = parts.length === 3 ? [publicRegistry, ...parts] : parts;
  if (parts.length < 3 || parts.length > 4 || !parts.every(isPart)) return undefined;
  if (parts.length === 4 && host?.includes('.') !== true) return undefined;
  return registryPurl(host ?? publicRegistry, `${namespace}/${name}`, system ?? '', version);
}

function registryPurl(host: string, namespace: string, name: string, version: string | undefined): string {
  return formatPurl({
    type: 'terraform',
    namespace,
    name,
    ...(version === undefined ? {} : { version }),
    ...(host === publicRegistry || host === 'registry.opentofu.org' ? {} : { qualifiers: { repository_url: host } }),
  });
}

function isPart(part: string): boolean {
  return /^[\w][\w.-]{0,127}$/.test(part);
}

/** The version that a constraint leaves no choice about. */
export function exactVersion(constraint: string | undefined): string | undefined {
  return /^\s*=?\s*v?(\d+\.\d+\.\d+(?:[-+][\w.-]+)*)\s*$/.exec(constraint ?? '')?.[1];
}
