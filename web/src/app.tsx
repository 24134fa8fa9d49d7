import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Loader.css';
import './styles.css';
import { createTheme, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import { Route, Routes } from 'react-router';
import { ApiError } from './client.ts';
import { DecisionsPage } from './decisions/page.tsx';
import { FindingsPage } from './findings/page.tsx';
import { SignInPage } from './session/sign-in.tsx';
import { Shell } from './shell.tsx';
import { NotFound } from './states.tsx';

const DecisionPage = lazy(() => import('./decisions/decision.tsx'));
const FindingPage = lazy(() => import('./finding/page.tsx'));
const LogPage = lazy(() => import('./log/page.tsx'));
const EvidencePage = lazy(() => import('./evidence/page.tsx'));
const AboutPage = lazy(() => import('./log/about.tsx'));
const EntryPage = lazy(() => import('./log/entry.tsx'));

/**
 * The page. Every list and every claim has a URL. Mantine writes its variables into a <style> unless told not to, which
 * the page's policy forbids: they come from its static file instead, and ours from styles.css.
 */
export function App() {
  const [client] = useState(newQueryClient);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <Routes>
          <Route element={<Shell />}>
            <Route index element={<DecisionsPage />} />
            <Route path="decisions/:decision" element={<DecisionPage />} />
            <Route path="findings" element={<FindingsPage />} />
            <Route path="findings/:finding" element={<FindingPage />} />
            <Route path="evidence/:evidence" element={<EvidencePage />} />
            <Route path="log" element={<LogPage />} />
            <Route path="log/about/:about" element={<AboutPage />} />
            <Route path="log/:entry" element={<EntryPage />} />
            <Route path="sign-in" element={<SignInPage />} />
            <Route path="*" element={<NotFound />} />
          </Route>
        </Routes>
      </QueryClientProvider>
    </MantineProvider>
  );
}

const theme = createTheme({ cursorType: 'pointer', respectReducedMotion: true });

function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // What the server refused it refuses again; what did not arrive may the next time.
        retry: (failures, error) => failures < 2 && !(error instanceof ApiError),
        retryDelay: (attempt) => 500 * 2 ** attempt,
      },
    },
  });
}
