/** The controls that every project starts from: one YAML file each in builtin/, in the format that projects write their own in. */
export { builtinControls, builtinTables } from './builtin.generated.ts';
