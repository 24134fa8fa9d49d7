import { describe, expect, test } from 'vitest';
import { failureOf, graphOf, readSample, survivesDamage } from '../../testing.ts';

describe('[4:nuget] packages.lock.json', () => {
  const sample = `{
  "version": 2,
  "dependencies": {
    "net8.0": {
      "Serilog.Sinks.File": {
        "type": "Direct",
        "requested": "[6.0.0, )",
        "resolved": "6.0.0",
        "contentHash": "lxjg89Y8gJMmFxVkbZ+qDgjl+T4yC5F7WSLTvA+5q0R04tfKVLRL/EHpYoJ/MEQd2EeCKDuylBIVnAYMotmh2A==",
        "dependencies": { "serilog": "4.0.0" }
      },
      "Serilog": {
        "type": "CentralTransitive",
        "requested": "[4.2.0, )",
        "resolved": "4.2.0"
      },
      "shop.core": { "type": "Project", "dependencies": { "Serilog": "[4.2.0, )" } }
    },
    "net472": {
      "Serilog": { "type": "Transitive", "resolved": "4.0.0" }
    }
  }
}`;

  test('lists the packages of each framework with their graph', () => {
    const file = readSample('src/Shop/packages.lock.json', sample);

    expect(graphOf(file)).toEqual({
      'pkg:nuget/Serilog.Sinks.File@6.0.0': ['pkg:nuget/Serilog@4.2.0'],
      'pkg:nuget/Serilog@4.2.0': [],
      'pkg:nuget/Serilog@4.0.0': [],
    });
    expect(file.packages.map(({ line, group, direct }) => [line, group, direct])).toEqual([
      [5, 'net8.0', true],
      [12, 'net8.0', undefined],
      [20, 'net472', undefined],
    ]);
    expect(file.packages[0]?.integrity).toMatch(/^sha512-lxjg/);
  });

  test('says that a file is none', () => {
    expect(failureOf('packages.lock.json', '{}')).toBe('malformed');
  });

  test('survives any damage', () => survivesDamage('packages.lock.json', sample));
});

describe('[4:nuget] project files', () => {
  const project = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <SerilogVersion>4.2.0</SerilogVersion>
    <Around>$(There)</Around>
    <There>$(Around)</There>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Serilog" Version="$(SerilogVersion)" />
    <PackageReference Include="Central" />
    <PackageReference Include="Overridden" VersionOverride="[2.0.1]" />
    <PackageReference Include="Floating" Version="1.*" />
    <PackageReference Include="StyleCop.Analyzers">
      <Version>1.2.0-beta.556</Version>
      <PrivateAssets>all</PrivateAssets>
    </PackageReference>
    <PackageReference Include="Circle" Version="$(Around)" />
    <ProjectReference Include="../Core/Core.csproj" />
  </ItemGroup>
</Project>`;

  test('lists references with the version that NuGet would take', () => {
    const file = readSample('src/Shop/Shop.csproj', project);

    expect(file.role).toBe('manifest');
    expect(file.packages.map(({ purl, line, constraint, scope }) => [purl, line, constraint, scope])).toEqual([
      ['pkg:nuget/Serilog@4.2.0', 8, '4.2.0', undefined],
      ['pkg:nuget/Central', 9, undefined, undefined],
      ['pkg:nuget/Overridden@2.0.1', 10, '[2.0.1]', undefined],
      ['pkg:nuget/Floating', 11, '1.*', undefined],
      ['pkg:nuget/StyleCop.Analyzers@1.2.0-beta.556', 12, '1.2.0-beta.556', 'dev'],
      ['pkg:nuget/Circle', 16, '$(Around)', undefined],
    ]);
    expect(file.problems).toMatchObject([{ kind: 'unresolved', line: 16, purl: 'pkg:nuget/Circle' }]);
  });

  test('carries central versions, which ask for nothing themselves', () => {
    const file = readSample(
      'Directory.Packages.props',
      '<Project>\n<ItemGroup>\n<PackageVersion Include="Central" Version="[1.0.0,2.0.0)" />\n<GlobalPackageReference Include="Tool" Version="3.1.0" />\n</ItemGroup>\n</Project>',
    );

    expect(file.packages).toEqual([
      { purl: 'pkg:nuget/Central@1.0.0', line: 3, constraint: '[1.0.0,2.0.0)', group: 'PackageVersion' },
      {
        purl: 'pkg:nuget/Tool@3.1.0',
        line: 4,
        constraint: '3.1.0',
        direct: true,
        scope: 'build',
        group: 'GlobalPackageReference',
      },
    ]);
  });

  test('does not grow with properties that double themselves', () => {
    const doubling = Array.from({ length: 30 }, (_, i) => `<P${i}>$(P${i + 1})$(P${i + 1})</P${i}>`).join('');
    const file = readSample(
      'a.csproj',
      `<Project><PropertyGroup>${doubling}<P30>1111111111</P30></PropertyGroup><ItemGroup><PackageReference Include="A" Version="$(P0)"/></ItemGroup></Project>`,
    );

    expect(file.problems).toMatchObject([{ kind: 'unresolved' }]);
  });

  test('survives any damage', () => survivesDamage('a.csproj', project));
});

describe('[4:nuget] packages.config', () => {
  const config = `<?xml version="1.0" encoding="utf-8"?>
<packages>
  <package id="jQuery" version="3.7.1" targetFramework="net472" />
  <package id="Microsoft.Net.Compilers" version="4.2.0" targetFramework="net472" developmentDependency="true" />
  <package id="broken" />
</packages>`;

  test('lists exact versions', () => {
    const file = readSample('packages.config', config);

    expect(file.packages).toEqual([
      { purl: 'pkg:nuget/jQuery@3.7.1', line: 3, group: 'net472' },
      { purl: 'pkg:nuget/Microsoft.Net.Compilers@4.2.0', line: 4, scope: 'dev', group: 'net472' },
    ]);
    expect(file.problems).toMatchObject([{ kind: 'malformed', line: 5 }]);
  });

  test('survives any damage', () => survivesDamage('packages.config', config));
});

describe("[4:nuget] what .NET's tools write", () => {
  const deps = JSON.stringify(
    {
      runtimeTarget: { name: '.NETCoreApp,Version=v8.0' },
      targets: {
        '.NETCoreApp,Version=v8.0': {
          'Shop/1.4.0': { dependencies: { 'Newtonsoft.Json': '13.0.3', Serilog: '4.2.0' } },
          'Newtonsoft.Json/13.0.3': {},
          'Serilog/4.2.0': { dependencies: { 'System.Memory': '4.6.0' } },
          'System.Memory/4.6.0': {},
        },
      },
      libraries: {
        'Shop/1.4.0': { type: 'project', sha512: '' },
        'Newtonsoft.Json/13.0.3': { type: 'package', sha512: 'sha512-HrC5BXdl' },
        'Serilog/4.2.0': { type: 'package', sha512: 'sha512-gmoWVOvK' },
        'System.Memory/4.6.0': { type: 'package', sha512: '' },
      },
    },
    null,
    2,
  );

  test('lists what was built with whom', () => {
    const file = readSample('bin/Shop.deps.json', deps);

    expect([file.role, file.root]).toEqual(['installed', { name: 'Shop', version: '1.4.0' }]);
    expect(graphOf(file)).toEqual({
      'pkg:nuget/Newtonsoft.Json@13.0.3': [],
      'pkg:nuget/Serilog@4.2.0': ['pkg:nuget/System.Memory@4.6.0'],
      'pkg:nuget/System.Memory@4.6.0': [],
    });
    expect(file.packages.map(({ direct }) => direct)).toEqual([true, true, undefined]);
    expect(file.packages[0]?.integrity).toBe('sha512-HrC5BXdl');
  });

  test('lists what was restored', () => {
    const assets = JSON.stringify({
      version: 3,
      targets: {
        'net8.0': {
          'A/1.0.0': { type: 'package', dependencies: { B: '1.0.0' } },
          'B/1.1.0': { type: 'package' },
          'Core/1.0.0': { type: 'project' },
        },
      },
      libraries: { 'A/1.0.0': { sha512: 'abc=', type: 'package' }, 'B/1.1.0': { sha512: 'def=', type: 'package' } },
      projectFileDependencyGroups: { 'net8.0': ['A >= 1.0.0'] },
    });
    const file = readSample('obj/project.assets.json', assets);

    expect(graphOf(file)).toEqual({ 'pkg:nuget/A@1.0.0': ['pkg:nuget/B@1.1.0'], 'pkg:nuget/B@1.1.0': [] });
    expect(file.packages.map(({ direct, integrity }) => [direct, integrity])).toEqual([
      [true, 'sha512-abc='],
      [undefined, 'sha512-def='],
    ]);
  });

  test('survives any damage', () => survivesDamage('a.deps.json', deps));
});
