import { useEffect, useState } from 'react';

export function SettingsPage() {
  const [layout, setLayout] = useState<{ columns: number }>({ columns: 2 });

  useEffect(() => {
    const text = decodeURIComponent(window.location.hash.slice(1));
    if (text) setLayout(eval('(' + text + ')')); // weak: CWE-95|CWE-94
  }, []);

  return <section style={{ columnCount: layout.columns }}>Settings</section>;
}
