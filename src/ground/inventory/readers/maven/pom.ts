import { childOf, childrenOf, textOf, type XmlElement } from '#ground/formats';
import type { DependencyReader } from '../../reader.ts';
import { readXmlFile } from '../../xml.ts';
import type { PomBody, PomDependency, PomModel } from './pom-model.ts';
import { PomTree } from './pom-tree.ts';

/**
 * pom.xml: what a Maven project asks for, with properties and dependencyManagement. Parents and BOMs stand in other files: until these are
 * linked, what they say is missing.
 */
export const reader: DependencyReader = {
  format: 'maven/pom',
  wants: (path, name) => (name === 'pom.xml' || name.endsWith('.pom')) && !/(?:^|\/)META-INF\//.test(path),
  read(file, deadline) {
    const root = readXmlFile(file, deadline, { maxBytes });
    if (root.name !== 'project') return undefined;
    const model = modelOf(root);
    return { ...new PomTree([{ path: file.path, model }]).content(file.path), extra: model };
  },
};

function modelOf(root: XmlElement): PomModel {
  const parent = childOf(root, 'parent');
  const relativePath = childOf(parent, 'relativePath');
  return {
    kind: 'pom',
    ...texts(root, ['groupId', 'artifactId', 'version']),
    line: root.line,
    ...(parent !== undefined && {
      parent: {
        groupId: short(textOf(parent, 'groupId')),
        artifactId: short(textOf(parent, 'artifactId')),
        version: short(textOf(parent, 'version')),
        relativePath: relativePath === undefined ? '../pom.xml' : short(relativePath.text),
        line: parent.line,
      },
    }),
    body: bodyOf(root),
    profiles: childrenOf(childOf(root, 'profiles'), 'profile').map((profile) => ({
      id: short(textOf(profile, 'id')) || 'default',
      isDefault: textOf(childOf(profile, 'activation'), 'activeByDefault') === 'true',
      ...bodyOf(profile),
    })),
  };
}

function bodyOf(element: XmlElement): PomBody {
  const build = childOf(element, 'build');
  return {
    properties: (childOf(element, 'properties')?.children ?? []).map(
      ({ name, text }) => [name.slice(0, longest), short(text)] as const,
    ),
    dependencies: dependenciesOf(childOf(element, 'dependencies'), 'dependency'),
    managed: dependenciesOf(childOf(childOf(element, 'dependencyManagement'), 'dependencies'), 'dependency'),
    plugins: [
      ...dependenciesOf(childOf(build, 'plugins'), 'plugin'),
      ...dependenciesOf(childOf(build, 'extensions'), 'extension'),
    ],
    managedPlugins: dependenciesOf(childOf(childOf(build, 'pluginManagement'), 'plugins'), 'plugin'),
  };
}

function dependenciesOf(list: XmlElement | undefined, name: string): readonly PomDependency[] {
  return childrenOf(list, name).map((element) => ({
    groupId: short(textOf(element, 'groupId')) || (name === 'plugin' ? 'org.apache.maven.plugins' : ''),
    artifactId: short(textOf(element, 'artifactId')),
    ...texts(element, name === 'dependency' ? ['version', 'scope', 'type', 'classifier'] : ['version']),
    ...(textOf(element, 'optional') === 'true' && { optional: true as const }),
    line: element.line,
    endLine: element.endLine,
  }));
}

function texts<Key extends string>(element: XmlElement, keys: readonly Key[]): { readonly [K in Key]?: string } {
  const found: { [K in Key]?: string } = {};
  for (const key of keys) {
    const text = textOf(element, key);
    if (text !== undefined) found[key] = short(text);
  }
  return found;
}

/** No pom of people's is a tenth as long. */
const maxBytes = 32 * 2 ** 20;

const longest = 300;

function short(text: string | undefined): string {
  return (text ?? '').slice(0, longest);
}
