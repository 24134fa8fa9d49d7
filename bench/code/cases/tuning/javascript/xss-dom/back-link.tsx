import { useSearchParams } from 'react-router-dom';

export function BackLink() {
  const [parameters] = useSearchParams();
  const target = parameters.get('from') ?? '/';
  return <a href={target}>Back</a>; // weak: CWE-79|CWE-601
}
