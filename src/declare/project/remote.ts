import { normalRemote } from '#ground/git';

/** The remote that a project file names: in the form that normalRemote gives it, or as a URL that somebody pasted. */
export function boundRemote(text: string): string | undefined {
  // `host:3000/path` is a port here; git would read it as ssh's short form.
  return normalRemote(/^[a-z0-9][^/@\s:]*(?::\d+)?\/./i.test(text) ? `https://${text}` : text);
}
