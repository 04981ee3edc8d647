import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Fragment, lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { setFavourite } from '../../api/index.ts';
import type { DashboardSpec } from '../../api/types.ts';
import { dateTime } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { ChevronDown, Clock, RefreshCw, Star } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import { Popover } from '../../ui/Popover.tsx';

const AsOfPicker = lazy(() => import('./pickers.tsx').then((m) => ({ default: m.AsOfPicker })));

interface DashboardHeaderProps {
  slug: string;
  spec: DashboardSpec;
  favourite: boolean;
  asOf: string | null;
  onAsOf: (time: string | null) => void;
  onRefresh: () => void;
}

/** Where this is, whether it is liked, and of when. */
export function DashboardHeader({ slug, spec, favourite, asOf, onAsOf, onRefresh }: DashboardHeaderProps) {
  const folders = (spec.folder ?? '').split('/').filter(Boolean);
  return (
    <header className="page-head">
      <nav className="crumb" aria-label="Breadcrumb">
        <Link href="/d">Dashboards</Link>
        {folders.map((folder) => (
          <Fragment key={folder}>
            <span className="sep">/</span>
            <span>{folder}</span>
          </Fragment>
        ))}
        <span className="sep">/</span>
        <h1>{spec.title}</h1>
      </nav>
      <FavouriteButton slug={slug} favourite={favourite} />
      <span className="grow" />
      <Popover
        title="See this dashboard as it was"
        hint="See this dashboard as it was"
        align="right"
        width={280}
        buttonClass={asOf ? 'chip on' : 'btn ghost'}
        button={
          <>
            <Clock size={14} aria-hidden="true" />
            {asOf ? `As of ${dateTime(Date.parse(asOf))}` : 'As of now'}
            <ChevronDown size={14} aria-hidden="true" />
          </>
        }
      >
        {(close) => (
          <Suspense fallback={<Loading lines={2} />}>
            <AsOfPicker
              value={asOf}
              onChange={(time) => {
                onAsOf(time);
                close();
              }}
            />
          </Suspense>
        )}
      </Popover>
      <button
        type="button"
        className="btn ghost icon"
        aria-label="Refresh (r)"
        title="Refresh (r)"
        onClick={onRefresh}
      >
        <RefreshCw size={16} aria-hidden="true" />
      </button>
    </header>
  );
}

function FavouriteButton({ slug, favourite }: { slug: string; favourite: boolean }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => setFavourite('dashboard', slug, !favourite),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['dashboard', slug] }),
        client.invalidateQueries({ queryKey: ['home'] }),
        client.invalidateQueries({ queryKey: ['dashboards'] }),
      ]);
    },
  });
  const label = favourite ? 'Remove from favourites' : 'Add to favourites';
  useHotkeys([{ keys: 's', does: label, run: () => change.mutate() }]);
  return (
    <button
      type="button"
      className="btn ghost small icon"
      aria-label={label}
      aria-pressed={favourite}
      title={`${label} (s)`}
      disabled={change.isPending}
      onClick={() => change.mutate()}
    >
      <Star size={16} aria-hidden="true" fill={favourite ? 'currentColor' : 'none'} />
    </button>
  );
}
