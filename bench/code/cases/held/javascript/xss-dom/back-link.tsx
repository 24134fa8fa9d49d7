import { useSearchParams } from 'react-router-dom';

function localPath(value: string | null): string {
  if (value === null) return '/';
  const url = new URL(value, window.location.origin);
  return url.origin === window.location.origin ? url.pathname + url.search : '/';
}

export function BackLink() {
  const [search] = useSearchParams();
  return (
    <a className="back" href={localPath(search.get('from'))}>
      Back
    </a>
  );
}
