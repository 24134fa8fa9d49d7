import { useEffect } from 'react';

/** The document's title: what the reader is looking at, then where. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Selvedge`;
  }, [title]);
}
