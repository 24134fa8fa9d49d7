import { Button, Input, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigate, useSearchParams } from 'react-router';
import { call } from './client.ts';
import { Help } from './help.tsx';
import { moveToRow, useKeys } from './keyboard.ts';
import { signOut } from './session/session.ts';
import { Loading } from './states.tsx';

/** What every page has: where one can go, the search, who is signed in, and the keys. */
export function Shell() {
  const help = useRef<HTMLDialogElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const main = useFocusOnNavigation();
  useKeys({
    '/': () => search.current?.focus(),
    '?': () => help.current?.showModal(),
    j: () => moveToRow(1),
    k: () => moveToRow(-1),
  });
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="header">
        <Link to="/" className="brand" aria-label="Selvedge">
          <img src="/selvedge.svg" alt="" width="24" height="24" />
          <span>Selvedge</span>
        </Link>
        <Places />
        <Search field={search} />
        <div className="header-end">
          <ColorScheme />
          <Button
            variant="subtle"
            className="quiet"
            aria-label="Keys and help"
            aria-haspopup="dialog"
            onClick={() => help.current?.showModal()}
          >
            ?
          </Button>
          <Who />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Suspense fallback={<Loading what="the page" />}>
          <Outlet />
        </Suspense>
      </main>
      <Help dialog={help} />
    </>
  );
}

function Places() {
  const { pathname } = useLocation();
  const isDecisions = pathname === '/' || pathname.startsWith('/decisions/');
  return (
    <nav aria-label="Main">
      <Link to="/" aria-current={isDecisions ? 'page' : undefined}>
        Decisions
      </Link>
      <NavLink to="/findings">Findings</NavLink>
      <NavLink to="/log">Log</NavLink>
    </nav>
  );
}

/** A screen reader hears of a new page, and the keyboard starts at its top. Not for a change of filters. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return main;
}

/** One search for all pages; on the list of findings it is the list's filter. */
function Search({ field }: { readonly field: React.RefObject<HTMLInputElement | null> }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const current = pathname === '/findings' ? (params.get('q') ?? '') : '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const next = new URLSearchParams(pathname === '/findings' ? params : {});
    next.delete('cursor');
    const text = field.current?.value.trim() ?? '';
    if (text === '') next.delete('q');
    else next.set('q', text);
    void navigate(`/findings?${next}`);
  };
  return (
    <form role="search" className="search" onSubmit={submit}>
      {/* A new key shows the URL's text again after "back". */}
      <Input
        key={current}
        ref={field}
        type="search"
        defaultValue={current}
        placeholder="Search findings"
        aria-label="Search findings"
        maxLength={200}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        rightSection={<kbd aria-hidden="true">/</kbd>}
      />
    </form>
  );
}

function ColorScheme() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <Button
      variant="subtle"
      className="quiet"
      aria-label={`Switch to ${other} colours`}
      onClick={() => setColorScheme(other)}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
      </svg>
    </Button>
  );
}

function Who() {
  const { pathname } = useLocation();
  const who = useQuery({
    queryKey: ['session.who'],
    queryFn: ({ signal }) => call('session.who', {}, { signal }),
    staleTime: 300_000,
    enabled: pathname !== '/sign-in',
  });
  if (who.data === undefined) return null;
  const { actor, organisation } = who.data;
  return (
    <details className="who">
      <summary aria-label={`Signed in as ${actor.name}`}>{actor.name}</summary>
      <div className="who-panel">
        <p>
          {actor.name}, {actor.roles.join(', ')}
          <br />
          <span className="muted">{organisation.name}</span>
        </p>
        <Button variant="default" size="xs" onClick={() => void signOut()}>
          Sign out
        </Button>
      </div>
    </details>
  );
}
