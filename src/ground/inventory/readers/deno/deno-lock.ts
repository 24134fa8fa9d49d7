import type { DependencyFile } from '#ground/model';
import type { JsonNode, JsonReader } from '#ground/formats';
import { markDependsOn, markDirect } from '../../dependency-graph.ts';
import { streamJsonFile } from '../../json.ts';
import { quoted } from '../../problems.ts';
import { type DependencyReader, type ReadableFile, ReadFailure } from '../../reader.ts';
import { DenoGraph } from './deno-graph.ts';

/**
 * deno.lock, version 2 to 5: packages of npm and of JSR, and the modules that are fetched by URL, as far as those name a version. What the project
 * asks for is told since version 3, where it has a deno.json or a package.json.
 */
export const reader: DependencyReader = {
  format: 'deno/deno-lock',
  wants: (_, name) => name === 'deno.lock',
  read: readDenoLock,
};

function readDenoLock(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> {
  const graph = new DenoGraph();
  let version: JsonNode | undefined;
  const failure = streamJsonFile(file, { deadline }, (json) =>
    json.members((key) => {
      if (key === 'version') version = json.value();
      else if (key === 'packages') json.members((inner) => readSection(inner, json, graph));
      else if (key === 'workspace') readWorkspace(json, graph);
      else if (key === 'npm' && version?.text === '2')
        // Version 2 has the specifiers and the packages of npm in one place.
        json.members((inner) => readSection(inner === 'packages' ? 'npm' : inner, json, graph));
      else readSection(key, json, graph);
    }),
  );
  if (failure !== undefined) {
    if (graph.packages.length === 0) throw failure;
    graph.problems.add('malformed', failure.line ?? 1, `${failure.message} What stands before it was read.`);
  } else if (version === undefined && graph.packages.length === 0)
    throw new ReadFailure('malformed', 'It is no lockfile of Deno: it has no version.', 1);
  if (version !== undefined && !['2', '3', '4', '5'].includes(version.text ?? ''))
    graph.problems.add('unsupported', version.line, `Its version ${quoted(version.text ?? '')} is none of 2 to 5.`);
  const { packages, problems } = graph;
  const { requests, edges } = graph.link();
  markDirect(packages, requests);
  markDependsOn(packages, edges);
  return { role: 'lockfile', packages, ...problems.content };
}

function readSection(key: string, json: JsonReader, graph: DenoGraph): void {
  if (key === 'specifiers') json.members((specifier) => graph.specify(specifier, json.value().text ?? ''));
  else if (key === 'npm') json.members((id, line) => graph.addNpm(id, json.value(), line));
  else if (key === 'jsr') json.members((id, line) => graph.addJsr(id, json.value(), line));
  else if (key === 'remote') json.members((url, line) => graph.addUrl(url, line));
}

function readWorkspace(json: JsonReader, graph: DenoGraph): void {
  json.members((key) => {
    if (key === 'members')
      json.members((folder) => {
        const member = json.value();
        graph.ask(folder, member.get('dependencies'));
        graph.ask(folder, member.get('packageJson')?.get('dependencies'));
      });
    else if (key === 'dependencies') graph.ask('.', json.value());
    else if (key === 'packageJson') graph.ask('.', json.value().get('dependencies'));
  });
}
