import { Activity, Database, House, LayoutDashboard, NotebookPen, Terminal } from '../../ui/icons.ts';

/** A place of the left bar. `workbench` screens start with the narrow rail. */
export interface Place {
  path: string;
  title: string;
  letter: string;
  icon: typeof House;
  workbench: boolean;
}

export const PLACES: Place[] = [
  { path: '/', title: 'Home', letter: 'h', icon: House, workbench: false },
  { path: '/d', title: 'Dashboards', letter: 'd', icon: LayoutDashboard, workbench: false },
  { path: '/n', title: 'Notebooks', letter: 'n', icon: NotebookPen, workbench: true },
  { path: '/sql', title: 'SQL console', letter: 's', icon: Terminal, workbench: true },
  { path: '/catalog', title: 'Catalog', letter: 'c', icon: Database, workbench: false },
  { path: '/activity/queries', title: 'Activity', letter: 'a', icon: Activity, workbench: false },
];

/** The place that an address belongs to. */
export function placeOf(path: string): Place | undefined {
  const first = (text: string) => text.split('/')[1] ?? '';
  return PLACES.find((place) => first(place.path) === first(path));
}

/** The address of an object that the API names by kind and slug. */
export function objectPath(kind: string, slug: string): string {
  const encoded = slug.split('/').map(encodeURIComponent).join('/');
  switch (kind.toLowerCase()) {
    case 'dashboard':
      return `/d/${encoded}`;
    case 'notebook':
      return `/n/${encoded}`;
    default:
      // Tables and columns: `namespace.table` or `namespace.table.column`.
      return `/catalog/${slug.replace('/', '.').split('.').slice(0, 2).map(encodeURIComponent).join('/')}`;
  }
}
