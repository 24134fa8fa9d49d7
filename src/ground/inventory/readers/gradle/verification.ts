import { childOf, childrenOf, type XmlElement } from '#ground/formats';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { readXmlFile } from '../../xml.ts';
import { gradlePurl, isCoordinate } from './maven-purl.ts';

/**
 * gradle/verification-metadata.xml: checksums of all that was ever downloaded. Beside a lockfile it only adds checksums (linkFiles); alone it
 * is the best that there is.
 */
export const reader: DependencyReader = {
  format: 'gradle/verification',
  wants: (_, name) => name === 'verification-metadata.xml',
  read(file, deadline) {
    const listing = new Listing();
    // Taken one by one: there may be very many.
    const take = (element: XmlElement, depth: number) => {
      if (element.name !== 'component' || depth !== 2) return false;
      addComponent(listing, element);
      return true;
    };
    if (readXmlFile(file, deadline, { take }).name !== 'verification-metadata') return undefined;
    return { role: 'lockfile', ...listing.result() };
  },
};

function addComponent(listing: Listing, component: XmlElement): void {
  const { attributes, line, endLine } = component;
  const [group = '', name = '', version = ''] = ['group', 'name', 'version'].map((key) => attributes.get(key));
  if (!isCoordinate(group) || !isCoordinate(name) || !/^[\w.+-]{1,200}$/.test(version)) {
    listing.problem('malformed', line, 'A component without a group, a name and a version.');
    return;
  }
  const artifacts = childrenOf(component, 'artifact').filter(
    (artifact) => !/\.(?:pom|module)$/.test(artifact.attributes.get('name') ?? '.pom'),
  );
  // Only what it says of itself was downloaded: a parent or a BOM.
  if (artifacts.length === 0) return;
  const hash = childOf(artifacts[0], 'sha256')?.attributes.get('value') ?? '';
  listing.add({
    purl: gradlePurl(group, name, version),
    line,
    ...(endLine !== line && { endLine }),
    ...(artifacts.length === 1 && /^[0-9a-f]{64}$/.test(hash) && { integrity: `sha256:${hash}` }),
  });
}
