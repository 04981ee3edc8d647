import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { allDrawn, browserForTests, picture } from './browser.mjs';

const AXE = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const SQL = encodeURIComponent('SELECT origin, count(*) AS flights FROM flights GROUP BY 1');

const PAGES = {
  login: { path: '/login', signedIn: false, ready: (page) => page.getByRole('heading').waitFor() },
  home: { path: '/', ready: (page) => page.getByRole('heading', { name: 'Recent' }).waitFor() },
  dashboards: { path: '/d', ready: (page) => page.getByRole('table').waitFor() },
  dashboard: { path: '/d/on-time?f.origin=ORD', ready: allDrawn },
  notebook: { path: '/n/evening-delays', ready: (page) => page.getByRole('article').first().waitFor() },
  console: {
    path: `/sql/new?sql=${SQL}`,
    ready: async (page) => {
      await page.locator('.cm-content').click();
      await page.keyboard.press('Control+Enter');
      await page.locator('.ag-cell').first().waitFor();
    },
  },
  catalog: { path: '/catalog/default/flights', ready: (page) => page.getByText('At a glance').waitFor() },
  activity: { path: '/activity/queries', ready: (page) => page.getByRole('table').waitFor() },
};

/** Serious findings of axe, each with where it is. */
async function findings(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) =>
      v.nodes.map(
        (node) => `${v.id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim()}`,
      ),
    );
}

describe('accessibility', () => {
  const open = browserForTests();

  for (const theme of ['light', 'dark']) {
    for (const [name, { path, ready, signedIn }] of Object.entries(PAGES)) {
      test(`${name}, ${theme}: axe finds nothing serious`, async () => {
        const page = await open(path, { theme, signedIn });
        await ready(page);
        await picture(page, `${name}-${theme}`);
        assert.deepEqual(await findings(page), []);
      });
    }
  }

  test('an open filter is clean, too', async () => {
    const page = await open('/d/on-time');
    await allDrawn(page);
    await page.getByRole('button', { name: /^Departure/ }).click();
    await page.getByLabel('Departure: first day').waitFor();
    assert.deepEqual(await findings(page), []);
  });

  for (const [name, size] of Object.entries({
    '320 px': { width: 320, height: 640 },
    '200 % zoom': { width: 720, height: 450 },
  })) {
    test(`${name}: nothing is cut off sideways, and the places are reached`, async () => {
      for (const [pageName, { path, ready }] of Object.entries(PAGES).filter(([n]) => n !== 'login')) {
        const page = await open(path, size);
        await ready(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `${pageName} is ${wide} px too wide`);
        await picture(page, `${pageName}-${size.width}`);
        if (size.width < 640) {
          await page.getByRole('button', { name: 'Open menu' }).click();
          await page.getByRole('dialog').getByRole('link', { name: 'Home' }).click();
          await page.getByRole('heading', { name: 'Home' }).waitFor();
        }
        await page.context().close();
      }
    });
  }

  test('with reduced motion nothing moves', async () => {
    const page = await open('/d/on-time', { reducedMotion: 'reduce' });
    const moving = await page.evaluate(() => document.getAnimations().length);
    assert.equal(moving, 0);
  });
});
