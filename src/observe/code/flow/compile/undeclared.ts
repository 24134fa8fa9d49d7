import type { CompiledModel } from './compiled.ts';

/** What models name but none of them declares: types, each with the library that uses it. */
export function undeclaredTypes(models: readonly CompiledModel[]): string[] {
  const declared = new Set(
    models.flatMap((model) => [...model.types.map(({ name }) => name), ...model.values.map(({ is }) => is)]),
  );
  const missing = new Set<string>();
  for (const model of models)
    for (const name of typesUsed(model)) if (!declared.has(name)) missing.add(`${model.library}: <${name}>`);
  return [...missing].sort();
}

function typesUsed(model: CompiledModel): string[] {
  const specs = [
    ...model.callbacks.flatMap(({ params }) => params),
    ...model.entries.flatMap(({ params, named, decorated }) => [
      ...params,
      ...named.map(({ is }) => is),
      ...decorated.map(({ is }) => is),
    ]),
  ];
  const paths = [
    ...[model.values, model.sources, model.callbacks, model.sinks, model.propagators, model.sanitizers].flat(),
    ...model.guards,
    ...model.checks,
  ].flatMap(({ paths }) => paths);
  return [
    ...model.types.flatMap((type) => type.extends),
    ...specs.flatMap((spec) => (spec.is === 'type' ? [spec.type] : [])),
    ...paths.flatMap(([root]) => (root?.startsWith('<') === true ? [root.slice(1, -1)] : [])),
  ];
}
