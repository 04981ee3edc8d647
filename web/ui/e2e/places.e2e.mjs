import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browserForTests, picture, url } from './browser.mjs';

describe('catalog', () => {
  const open = browserForTests();

  test('shows a table: columns, snapshots, files, sample, readers', async () => {
    const page = await open('/catalog');
    await page.getByRole('link', { name: /flights/ }).click();
    await page.getByRole('heading', { name: 'At a glance' }).waitFor();
    await page.getByText('3,000,000').first().waitFor();
    await page.getByRole('region', { name: 'Columns' }).getByLabel('primary key').waitFor();
    await page
      .getByRole('region', { name: 'Used by' })
      .getByRole('link', { name: 'On-time performance' })
      .waitFor();
    await picture(page, 'catalog-light');
    await page.getByRole('tab', { name: /Snapshots/ }).click();
    await page.getByText('current').waitFor();
    await picture(page, 'catalog-snapshots-light');
    await page.getByRole('tab', { name: /Files/ }).click();
    await page
      .getByRole('cell', { name: /\.parquet/ })
      .first()
      .waitFor();
    await picture(page, 'catalog-files-light');
    await page.getByRole('tab', { name: 'Sample' }).click();
    await page.getByRole('row').nth(100).waitFor();
    assert.equal(await page.getByRole('row').count(), 101);
    assert.deepEqual(page.problems, []);
  });

  test('reads a table as it was', async () => {
    const page = await open('/catalog/default/flights/snapshots');
    await page
      .getByRole('row')
      .filter({ hasText: 'current' })
      .getByRole('link', { name: 'Query as of' })
      .click();
    await page.waitForURL(/\/sql\/(?!new)/);
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Enter');
    await page.locator('.ag-cell').first().waitFor();
  });

  test('says what is not there', async () => {
    const page = await open('/catalog/default/fligths');
    await page.getByRole('alert').getByText('TABLE_NOT_FOUND').waitFor();
  });
});

describe('notebook', () => {
  const open = browserForTests();

  test('is read, and its queries run on demand', async () => {
    const page = await open('/n');
    await page.getByRole('link', { name: 'Why are evenings late?' }).click();
    await page.getByRole('heading', { name: 'Why are evenings late?', level: 2 }).waitFor();
    assert.equal(await page.locator('.k', { hasText: 'SELECT' }).first().innerText(), 'SELECT');
    await page.getByRole('button', { name: 'Run by-hour', exact: true }).click();
    await page.getByRole('cell', { name: '6', exact: true }).first().waitFor();
    await page.locator('.cell-chart .chart[data-drawn="true"]').first().waitFor();
    await picture(page, 'notebook-light');
    assert.deepEqual(page.problems, []);
  });
});

describe('activity', () => {
  const open = browserForTests();

  test('lists what ran, with its profile beside', async () => {
    const page = await open('/d/on-time');
    await page.locator('.chart-card[data-cache]').first().waitFor();
    await page.goto(`${url}/activity`);
    await page
      .getByRole('cell', { name: /on-time/ })
      .first()
      .waitFor();
    await page.keyboard.press('j');
    await page.getByRole('complementary', { name: 'Query profile' }).waitFor();
    await picture(page, 'activity-light');
    await page.getByLabel('Find a query').fill('nothing matches this');
    await page.getByText('No query matches.').waitFor();
  });
});

describe('home', () => {
  const open = browserForTests();

  test('leads back to what was used', async () => {
    const page = await open('/');
    await page
      .getByRole('main')
      .getByRole('link', { name: /On-time performance/ })
      .first()
      .waitFor();
    await picture(page, 'home-light');
  });
});
