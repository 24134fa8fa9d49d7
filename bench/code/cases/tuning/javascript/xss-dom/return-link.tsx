import { useSearchParams } from 'react-router-dom';

const sections = new Set(['orders', 'profile', 'help']);

export function ReturnLink() {
  const [parameters] = useSearchParams();
  const section = parameters.get('from') ?? '';
  return <a href={sections.has(section) ? `/${section}` : '/'}>Return</a>;
}
