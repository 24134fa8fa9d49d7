import { useEffect } from 'react';
import { refresh } from './session';

export function SessionExpired() {
  useEffect(() => {
    const wanted = new URLSearchParams(window.location.search).get('continue');
    refresh().then(() => {
      if (wanted) window.location.href = wanted; // weak: CWE-601|CWE-79
    });
  }, []);
  return <p>One moment</p>;
}
