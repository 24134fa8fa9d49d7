import { childrenOf, type XmlElement } from '#ground/formats';
import type { ListedPackage } from '#ground/model';
import { formatPurl } from '#ground/packages';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { readXmlFile } from '../../xml.ts';
import { propertiesOf, type Properties } from './properties.ts';

/**
 * What MSBuild files ask of NuGet: `PackageReference` of projects and of what they import, and `PackageVersion` of `Directory.Packages.props`,
 * from which references without a version take theirs (linking looks for it). Conditions are not evaluated: what stands under one is listed.
 */
export const reader: DependencyReader = {
  format: 'dotnet/project',
  wants: (_path, name) =>
    /\.(?:cs|fs|vb|sql|vcx)proj$/.test(name) ||
    /^(?:directory\.(?:build|packages)|packages)\.(?:props|targets)$/.test(name),
  read(file, deadline) {
    const root = readXmlFile(file, deadline);
    if (root.name !== 'Project') return undefined;
    const properties = propertiesOf(root);
    const listing = new Listing();
    for (const group of childrenOf(root, 'ItemGroup'))
      for (const item of group.children) if (item.name in kinds) addItem(item, properties, listing);
    return { role: 'manifest', ...listing.result() };
  },
};

/** The attribute or child that has the version, by the kind of item; global references are tools. */
const kinds = {
  PackageReference: 'Version',
  GlobalPackageReference: 'Version',
  PackageVersion: 'Version',
  PackageDownload: 'Version',
} as const;

function addItem(item: XmlElement, properties: Properties, listing: Listing): void {
  // `Update` changes what is included elsewhere; with a version it says as much.
  const names = properties.resolve(metadata(item, 'Include') ?? metadata(item, 'Update') ?? '');
  if (names === undefined) return listing.problem('unresolved', item.line, 'The name of a package is computed.');
  const written = metadata(item, 'VersionOverride') ?? metadata(item, 'Version');
  const constraint = written === undefined ? undefined : properties.resolve(written);
  for (const name of names.split(';').map((part) => part.trim())) {
    if (name === '') continue;
    const version = constraint === undefined ? undefined : chosenBy(constraint);
    const purl = formatPurl({ type: 'nuget', name, ...(version === undefined ? {} : { version }) });
    if (written !== undefined && constraint === undefined)
      listing.problem(
        'unresolved',
        item.line,
        'The version of a package is computed from what this file does not say.',
        purl,
      );
    listing.add({
      purl,
      line: item.line,
      ...(item.endLine === item.line ? {} : { endLine: item.endLine }),
      // A central version asks for nothing until a project does.
      ...(item.name === 'PackageVersion' ? {} : { direct: true }),
      ...((constraint ?? written) === undefined ? {} : { constraint: (constraint ?? written ?? '').slice(0, 200) }),
      ...scopeOf(item),
      ...(item.name === 'PackageReference' ? {} : { group: item.name }),
    });
  }
}

/** An attribute, or a child of that name: MSBuild takes both. Names have no case. */
function metadata(item: XmlElement, name: string): string | undefined {
  for (const [key, value] of item.attributes) if (key.toLowerCase() === name.toLowerCase()) return value.trim();
  return item.children.find((child) => child.name.toLowerCase() === name.toLowerCase())?.text || undefined;
}

/** Assets that are kept private to the project: analyzers and other tools, which do not ship. */
function scopeOf(item: XmlElement): Pick<ListedPackage, 'scope'> {
  if (item.name === 'GlobalPackageReference') return { scope: 'build' };
  return metadata(item, 'PrivateAssets')?.toLowerCase() === 'all' ? { scope: 'dev' } : {};
}

/**
 * NuGet takes the lowest version that a constraint allows (learn.microsoft.com/nuget/concepts/dependency-resolution): `13.0.1` means at least
 * that and gives it. Undefined where the registry would have to be asked: `1.*`, `(1.0,2.0)`.
 */
function chosenBy(constraint: string): string | undefined {
  const [, exact, lowest] =
    /^([0-9][0-9A-Za-z.+-]*)$|^\[\s*([0-9][0-9A-Za-z.+-]*)\s*(?:[\],][^[(]*)$/.exec(constraint.trim()) ?? [];
  return exact ?? lowest;
}
