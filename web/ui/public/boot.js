// Runs before the first paint: sets the theme, so that nothing flashes, and asks early for what the page
// at this address will need. A file of its own because the content security policy allows no inline script.
(() => {
  let choice = 'system';
  try {
    choice = localStorage.getItem('weir.theme') || 'system';
  } catch {
    // Storage is closed to us: the system's theme is right.
  }
  const dark =
    choice === 'dark' || (choice === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.add(dark ? 'dark' : 'light');

  const link = (attributes) =>
    document.head.append(Object.assign(document.createElement('link'), attributes));
  const chunks = document.querySelector('meta[name="weir-chunks"]');
  const dashboard = /^\/d\/([^/]+)$/.exec(location.pathname);
  if (dashboard) {
    const early = { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous' };
    link({ ...early, href: '/api/v1/session' });
    link({ ...early, href: `/api/v1/dashboards/${dashboard[1]}` });
    for (const href of (chunks?.content || '').split(' ').filter(Boolean)) {
      link({
        rel: href.endsWith('.css') ? 'preload' : 'modulepreload',
        as: href.endsWith('.css') ? 'style' : 'script',
        href,
      });
    }
  }
})();
