import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { WeirError } from '../api/client.ts';
import { askAhead } from '../features/dashboards/ahead.ts';
import { LoginPage } from '../features/session/LoginPage.tsx';
import { SessionGate } from '../features/session/SessionGate.tsx';
import { Shell } from '../features/shell/Shell.tsx';
import { Loading } from '../ui/Loading.tsx';
import { NotFound } from './NotFound.tsx';
import { PageBoundary } from './PageBoundary.tsx';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // Only what may heal by itself is tried again; an explained refusal will not change.
      retry: (count, error) =>
        count < 2 && error instanceof WeirError && (error.status === 0 || error.status === 503),
    },
  },
});

const opened = /^\/d\/([^/]+)$/.exec(window.location.pathname)?.[1];
if (opened) void askAhead(client, decodeURIComponent(opened), new URLSearchParams(window.location.search));

const HomePage = lazy(() => import('../features/home/HomePage.tsx').then((m) => ({ default: m.HomePage })));
const DashboardsPage = lazy(() =>
  import('../features/dashboards/DashboardsPage.tsx').then((m) => ({ default: m.DashboardsPage })),
);
const DashboardPage = lazy(() =>
  import('../features/dashboards/DashboardPage.tsx').then((m) => ({ default: m.DashboardPage })),
);
const NotebooksPage = lazy(() =>
  import('../features/notebooks/NotebooksPage.tsx').then((m) => ({ default: m.NotebooksPage })),
);
const NotebookPage = lazy(() =>
  import('../features/notebooks/NotebookPage.tsx').then((m) => ({ default: m.NotebookPage })),
);
const ConsolePage = lazy(() =>
  import('../features/console/ConsolePage.tsx').then((m) => ({ default: m.ConsolePage })),
);
const CatalogPage = lazy(() =>
  import('../features/catalog/CatalogPage.tsx').then((m) => ({ default: m.CatalogPage })),
);
const ActivityPage = lazy(() =>
  import('../features/activity/ActivityPage.tsx').then((m) => ({ default: m.ActivityPage })),
);

function Pages() {
  return (
    <PageBoundary>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/" component={HomePage} />
          <Route path="/d" component={DashboardsPage} />
          <Route path="/d/:slug">{({ slug }) => <DashboardPage key={slug} slug={slug} />}</Route>
          <Route path="/n" component={NotebooksPage} />
          <Route path="/n/:slug">{({ slug }) => <NotebookPage key={slug} slug={slug} />}</Route>
          <Route path="/sql/:tab?">{({ tab }) => <ConsolePage tab={tab} />}</Route>
          <Route path="/catalog/:namespace?/:table?/:tab?">{(place) => <CatalogPage {...place} />}</Route>
          <Route path="/activity">
            <Redirect to="/activity/queries" replace />
          </Route>
          <Route path="/activity/queries/:id?">{({ id }) => <ActivityPage id={id} />}</Route>
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </PageBoundary>
  );
}

/** The whole app: sign-in outside, everything else inside the shell. */
export function App() {
  return (
    <QueryClientProvider client={client}>
      <Switch>
        <Route path="/login" component={LoginPage} />
        <Route>
          <SessionGate>
            <Shell>
              <Pages />
            </Shell>
          </SessionGate>
        </Route>
      </Switch>
    </QueryClientProvider>
  );
}
