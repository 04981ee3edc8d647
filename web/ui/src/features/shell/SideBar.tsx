import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { loadHome, signOut } from '../../api/index.ts';
import { LayoutDashboard, LogOut, NotebookPen, PanelLeft, Search, Table } from '../../ui/icons.ts';
import { Logo } from '../../ui/Logo.tsx';
import { useSession } from '../session/session.ts';
import { objectPath, PLACES, placeOf } from './places.ts';
import { ThemeMenu } from './ThemeMenu.tsx';

interface SideBarProps {
  path: string;
  rail: boolean;
  onSearch: () => void;
  /** Absent in the drawer, which has one width. */
  onToggle?: () => void;
}

const FAVOURITE_ICONS: Record<string, typeof Table> = { dashboard: LayoutDashboard, notebook: NotebookPen };

const initials = (name: string) =>
  name
    .split(/[\s._-]+/)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .join('');

/** Places, favourites and who is signed in. */
export function SideBar({ path, rail, onSearch, onToggle }: SideBarProps) {
  const here = placeOf(path);
  const session = useSession();
  // Favourites are an ornament of the bar: the page's own data goes first.
  const home = useQuery({ queryKey: ['home'], queryFn: loadHome, enabled: !rail && session.isSuccess });
  const favourites = home.data?.favourites ?? [];
  return (
    <nav className="side" aria-label="Main">
      <div className="brand">
        <Logo />
        <span className="tx">Weir</span>
        <span className="tx tenant ell">{session.data?.tenant}</span>
      </div>
      <button
        type="button"
        className="jump"
        onClick={onSearch}
        aria-label={rail ? 'Search or jump to' : undefined}
        title="Search or jump to (Ctrl K)"
      >
        <Search size={14} aria-hidden="true" />
        <span className="tx grow">Search or jump to</span>
        <kbd className="tx">Ctrl K</kbd>
      </button>
      {PLACES.map((place) => (
        <Link
          key={place.path}
          href={place.path}
          className="place"
          aria-current={place === here ? 'page' : undefined}
          aria-label={rail ? place.title : undefined}
          title={`${place.title} (g ${place.letter})`}
        >
          <place.icon size={16} aria-hidden="true" />
          <span className="tx">{place.title}</span>
        </Link>
      ))}
      {favourites.length > 0 && !rail && (
        <>
          <h2 className="side-head">Favourites</h2>
          {favourites.map((item) => {
            const Icon = FAVOURITE_ICONS[item.kind.toLowerCase()] ?? Table;
            return (
              <Link
                key={`${item.kind}/${item.slug}`}
                href={objectPath(item.kind, item.slug)}
                className="place favourite"
              >
                <Icon size={14} aria-hidden="true" />
                <span className="ell">{item.title}</span>
              </Link>
            );
          })}
        </>
      )}
      <div className="grow" />
      <Me onToggle={onToggle} rail={rail} />
    </nav>
  );
}

function Me({ onToggle, rail }: { onToggle?: (() => void) | undefined; rail: boolean }) {
  const session = useSession();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const name = session.data?.displayName ?? '';
  const leave = async () => {
    await signOut();
    client.clear();
    navigate('/login');
  };
  return (
    <div className="me">
      <span className="avatar" aria-hidden="true" title={name}>
        {initials(name)}
      </span>
      <span className="tx grow sm ell" title={name}>
        {name}
      </span>
      <ThemeMenu />
      <button
        type="button"
        className="btn ghost small icon"
        aria-label="Sign out"
        title="Sign out"
        onClick={leave}
      >
        <LogOut size={14} aria-hidden="true" />
      </button>
      {onToggle && (
        <button
          type="button"
          className="btn ghost small icon"
          aria-label={rail ? 'Widen the left bar' : 'Narrow the left bar'}
          title={`${rail ? 'Widen' : 'Narrow'} the left bar ([)`}
          onClick={onToggle}
        >
          <PanelLeft size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
