import { describe, expect, test } from 'vitest';
import { readSample } from '../../testing.ts';
import { linkDotnet } from './link.ts';

const props = (version: string): string =>
  `<Project><ItemGroup><PackageVersion Include="Serilog" Version="${version}"/></ItemGroup></Project>`;
const project =
  '<Project><ItemGroup><PackageReference Include="serilog"/><PackageReference Include="Lost"/></ItemGroup></Project>';

describe('[4:nuget] central versions', () => {
  test('go to the references below them that name none, the nearest file first', () => {
    const linked = linkDotnet([
      readSample('Directory.Packages.props', props('4.0.0')),
      readSample('tools/Directory.Packages.props', props('4.2.0')),
      readSample('src/Shop/Shop.csproj', project),
      readSample('tools/Gen/Gen.csproj', project),
    ]);

    expect(linked.map(({ path, packages }) => [path, packages.map(({ purl }) => purl)])).toEqual([
      ['Directory.Packages.props', []],
      ['tools/Directory.Packages.props', []],
      ['src/Shop/Shop.csproj', ['pkg:nuget/Serilog@4.0.0', 'pkg:nuget/Lost']],
      ['tools/Gen/Gen.csproj', ['pkg:nuget/Serilog@4.2.0', 'pkg:nuget/Lost']],
    ]);
    expect(linked[2]?.problems).toMatchObject([{ kind: 'unresolved', purl: 'pkg:nuget/Lost' }]);
  });

  test('stay where they are when no project is there', () => {
    const [file] = linkDotnet([readSample('Directory.Packages.props', props('4.0.0'))]);

    expect(file?.packages).toHaveLength(1);
  });
});
