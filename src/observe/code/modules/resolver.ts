import { Files } from './files.ts';
import { JavaScriptModules } from './javascript.ts';
import { PythonModules } from './python.ts';
import type { Manifest, Resolved } from './resolved.ts';
import { Templates } from './templates.ts';

export interface Resolver {
  /** What a specifier in a file stands for; undefined for what should be in the project and is not there. */
  resolve(from: string, specifier: string): Resolved | undefined;
  /** In Python: the module that a name of a package (what `resolve` gave) may also be, when the package itself does not set that name. */
  submodule(of: string, name: string): string | undefined;
  /** The template that a text in a file names, if it names one. */
  template(from: string, name: string): string | undefined;
}

const isPython = /\.(?:pyi?|ipynb)$/;

/** What templates are named by, before their name. */
const byTemplate = 'template:';

/** Pure, and quick once made: all is looked up in maps of what is there. Paths are relative, with `/`. */
export function makeResolver(
  paths: Iterable<string>,
  manifests: readonly Manifest[],
  templatePaths: Iterable<string> = [],
): Resolver {
  const all = [...paths];
  const files = new Files(all);
  const javascript = new JavaScriptModules(files, manifests);
  const python = new PythonModules(new Files(all.filter((path) => isPython.test(path))));
  const templates = new Templates(templatePaths);
  const known = new Map<string, Map<string, Resolved | undefined>>();
  return {
    resolve(from, specifier) {
      let ofFile = known.get(from);
      if (ofFile === undefined) {
        ofFile = new Map();
        known.set(from, ofFile);
      }
      const earlier = ofFile.get(specifier);
      if (earlier !== undefined || ofFile.has(specifier)) return earlier;
      const resolved = specifier.startsWith(byTemplate)
        ? templates.resolve(from, specifier.slice(byTemplate.length))
        : isPython.test(from)
          ? python.resolve(from, specifier)
          : javascript.resolve(from, specifier);
      ofFile.set(specifier, resolved);
      return resolved;
    },
    submodule: (of, name) => python.submodule(of, name),
    template: (from, name) => templates.find(from, name),
  };
}
