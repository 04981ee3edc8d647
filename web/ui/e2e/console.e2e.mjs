import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browserForTests, picture } from './browser.mjs';

const at = (sql) => `/sql/new?sql=${encodeURIComponent(sql)}`;
const editor = (page) => page.locator('.cm-content');
const run = async (page) => {
  await editor(page).click();
  await page.keyboard.press('Control+Enter');
};

describe('console', () => {
  const open = browserForTests();

  test('runs a statement and shows rows, profile and a chart', async () => {
    const page = await open(
      at('SELECT origin, count(*) AS flights, NULL AS nothing FROM flights GROUP BY 1 ORDER BY 2 DESC'),
    );
    await page
      .getByTestId('validity')
      .getByText(/Valid SELECT, 3 columns/)
      .waitFor();
    await run(page);
    await page.locator('.ag-cell', { hasText: '166,341' }).first().waitFor();
    assert.equal(await page.locator('.ag-cell.null').first().innerText(), 'null');
    assert.match(await page.getByTestId('facts').innerText(), /rows/);
    await page.getByRole('complementary', { name: 'Query profile' }).waitFor();
    await picture(page, 'console-light');
    await page.getByRole('tab', { name: 'Chart' }).click();
    await page.locator('.quick-canvas .chart[data-drawn="true"]').waitFor();
    await picture(page, 'console-chart-light');
    assert.deepEqual(page.problems, []);
  });

  test('scrolls through 100,000 rows', async () => {
    const page = await open(at('SELECT id, date, delay, origin FROM flights ORDER BY id LIMIT 100000'));
    await run(page);
    const grid = page.getByTestId('grid');
    await grid.locator('.ag-cell').first().waitFor();
    assert.equal(await grid.getAttribute('data-rows'), '100000');
    const body = grid.locator('.ag-grid-viewport');
    for (const share of [0.5, 0.25, 1]) {
      await body.evaluate((element, to) => element.scrollTo(0, element.scrollHeight * to), share);
      const last = share === 1 ? '100,000' : '';
      await grid.locator('.ag-cell[col-id="0"]', { hasText: last }).last().waitFor();
    }
    await grid.locator('.ag-cell[col-id="0"]', { hasText: /^100,000$/ }).waitFor();
    await picture(page, 'console-100000-light');
  });

  test('underlines an error where it is, before and after running', async () => {
    const page = await open(at('SELECT origin,\n       delayy\nFROM flights'));
    await page.locator('.cm-lintRange-error').waitFor();
    assert.equal(await page.locator('.cm-lintRange-error').innerText(), 'delayy');
    await run(page);
    const alert = page.getByRole('alert');
    await alert.getByText(/line 2, column 8/).waitFor();
    await alert.getByText('COLUMN_NOT_FOUND').waitFor();
    await picture(page, 'console-error-light');
    await editor(page).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('SELECT 1 AS one');
    await page.locator('.cm-lintRange-error').waitFor({ state: 'detached' });
  });

  test('cancels a long query', async () => {
    const page = await open(at('SELECT count(*) FROM flights a, flights b WHERE a.delay + b.delay > 12'));
    await run(page);
    await page.getByTestId('progress').waitFor();
    await picture(page, 'console-running-light');
    await editor(page).click();
    await page.keyboard.press('Control+.');
    await page.getByText('The query was cancelled.').waitFor();
    await page.getByRole('button', { name: /^Run/ }).waitFor();
  });

  test('completes tables and columns of the catalog', async () => {
    const page = await open(at(''));
    await page.getByRole('treeitem', { name: /flights/ }).waitFor();
    await editor(page).click();
    await page.keyboard.type('SELECT * FROM fligh');
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'flights' }).first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type(' WHERE flights.dis');
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'distance' }).first().waitFor();
    await picture(page, 'console-complete-light');
  });

  test('keeps tabs and what was written across a reload', async () => {
    const page = await open(at('SELECT 42 AS answer'));
    await page.waitForURL(/\/sql\/(?!new)/);
    await page.reload();
    await page.getByText('answer').waitFor();
    await run(page);
    await page.locator('.ag-cell', { hasText: '42' }).first().waitFor();
    await page.keyboard.type(' ');
    await page.keyboard.type('-- more');
    await page.getByText('edited since run').waitFor();
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('dialog').getByText('SELECT 42 AS answer').first().waitFor();
  });

  test('explains a statement', async () => {
    const page = await open(at('SELECT count(*) FROM flights WHERE delay > 100'));
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.locator('.plan, .ag-cell').first().waitFor();
    await picture(page, 'console-explain-light');
  });

  test('looks right in the dark', async () => {
    const page = await open(
      at(
        '-- Busiest routes\nSELECT origin, destination, count(*) AS flights\nFROM flights\nGROUP BY ALL\nORDER BY flights DESC',
      ),
      {
        theme: 'dark',
      },
    );
    await run(page);
    await page.locator('.ag-cell').first().waitFor();
    await picture(page, 'console-dark');
  });
});
