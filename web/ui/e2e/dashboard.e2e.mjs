import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { allDrawn, browserForTests, picture } from './browser.mjs';

const card = (page, name) => page.locator(`[data-chart="${name}"]`);
const figure = (page, name) => card(page, name).locator('.big-number b').innerText();

describe('dashboard', () => {
  const open = browserForTests();

  test('draws every chart, and says how fresh they are', async () => {
    const page = await open('/d/on-time');
    await allDrawn(page);
    assert.equal(await page.locator('.chart-card').count(), 10);
    assert.equal(await figure(page, 'flights'), '3,000,000');
    assert.match(
      await page.getByTestId('freshness').innerText(),
      /Data as of .* · \d+ of 10 from cache · [\d.]+ core-s/,
    );
    // A canvas with one colour would be an empty one.
    const colours = await page.locator('.chart').evaluateAll((charts) =>
      charts.map((chart) => {
        const seen = new Set();
        for (const canvas of chart.querySelectorAll('canvas')) {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          for (let i = 0; i < data.length; i += 40) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
        }
        return seen.size;
      }),
    );
    assert.equal(colours.length, 4);
    assert.ok(
      colours.every((count) => count > 4),
      `colours: ${colours}`,
    );
    assert.deepEqual(page.problems, []);
    await picture(page, 'dashboard-light');
  });

  test('answers from the cache when asked again, and past it on demand', async () => {
    const page = await open('/d/on-time');
    await allDrawn(page);
    await page.reload();
    await allDrawn(page);
    assert.match(await page.getByTestId('freshness').innerText(), /10 of 10 from cache/);
    await page.keyboard.press('r');
    await page.waitForFunction(() => document.querySelectorAll('[data-cache="miss"]').length >= 6);
    await allDrawn(page);
    await card(page, 'late-by-day').getByRole('button', { name: /Why\?/ }).click();
    const details = page.getByRole('complementary', { name: /Details of/ });
    await details.getByText('from asking to picture').waitFor();
    assert.match(await details.innerText(), /Run[\s\S]*ms[\s\S]*snapshot \d{10,}/);
    await picture(page, 'dashboard-details-light');
  });

  test('a filter narrows every chart and stands in the address', async () => {
    const page = await open('/d/on-time');
    await allDrawn(page);
    await page.getByRole('button', { name: /^Origin/ }).click();
    await page.getByLabel('Search Origin').fill('ord');
    await page.getByRole('dialog').getByText('ORD').waitFor();
    await picture(page, 'dashboard-filter-light');
    await page.getByRole('checkbox', { name: /ORD/ }).check();
    await page.waitForFunction(
      () => document.querySelector('[data-chart="flights"] b')?.textContent === '166,341',
    );
    assert.match(page.url(), /f\.origin=ORD/);
    await page.keyboard.press('Escape');
    await page.reload();
    await allDrawn(page);
    assert.equal(await figure(page, 'flights'), '166,341');
    await page.getByRole('button', { name: 'Clear Origin' }).click();
    await page.waitForFunction(
      () => document.querySelector('[data-chart="flights"] b')?.textContent === '3,000,000',
    );
  });

  test('a range and days narrow, too, and nothing left is said in words', async () => {
    const page = await open('/d/on-time');
    await page.getByRole('button', { name: /^Distance/ }).click();
    await page.getByLabel('Distance: from').fill('4900');
    await page.keyboard.press('Enter');
    await page.waitForURL(/f\.distance=4900\.\./);
    await page.keyboard.press('Escape');
    await page.goto(`${page.url()}&f.departure=2001-01-01..2001-01-01&f.destination=ORD`);
    await page
      .getByText(/No rows match .*Departure 1 Jan 2001.*Distance from 4,900/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: /^Departure/ }).click();
    await page.getByLabel('Departure: first day').waitFor();
    await picture(page, 'dashboard-empty-light');
  });

  test('a click on a bar cross-filters, Escape takes it back', async () => {
    const page = await open('/d/on-time');
    await allDrawn(page);
    const box = await card(page, 'late-by-origin').locator('.chart').boundingBox();
    await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.5);
    await page.waitForURL(/f\.origin=[A-Z]{3}/);
    await page.getByRole('button', { name: 'Clear Origin' }).waitFor();
    await allDrawn(page);
    assert.notEqual(await figure(page, 'flights'), '3,000,000');
    await picture(page, 'dashboard-cross-light');
    await page.mouse.move(0, 0);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !window.location.search.includes('f.origin'));
  });

  test('a chart can be read as a table', async () => {
    const page = await open('/d/on-time');
    await allDrawn(page);
    await card(page, 'late-by-origin').locator('.chart').focus();
    await page.keyboard.press('v');
    await card(page, 'late-by-origin').getByRole('columnheader', { name: 'late_share' }).waitFor();
    assert.ok((await card(page, 'late-by-origin').getByRole('row').count()) > 10);
  });

  test('a failing chart says why in its place, and the others go on', async () => {
    const page = await open('/d/on-time?asof=2001-01-01T00:00:00Z');
    await page.waitForFunction(
      () => document.querySelectorAll('.chart-card .error-note, .chart-card .note').length === 10,
    );
    await picture(page, 'dashboard-failed-light');
  });

  test('a dashboard that is not there is said so', async () => {
    const page = await open('/d/nothing-here');
    await page.getByRole('alert').getByText('RESOURCE_NOT_FOUND').waitFor();
  });

  test('the favourite star is kept', async () => {
    const page = await open('/d/on-time');
    await page.getByRole('button', { name: 'Add to favourites' }).click();
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'On-time performance' })
      .waitFor();
    await page.getByRole('button', { name: 'Remove from favourites' }).click();
    await page.getByRole('button', { name: 'Add to favourites' }).waitFor();
  });

  test('the dark theme is there from the first paint', async () => {
    const page = await open('/d/on-time', { theme: 'dark' });
    await allDrawn(page);
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
      'rgb(14, 17, 21)',
    );
    await picture(page, 'dashboard-dark');
  });
});
