import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { allDrawn, browserForTests, picture, url } from './browser.mjs';

const focused = (page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
  );

describe('keyboard only', () => {
  const open = browserForTests();

  test('goes everywhere by letters', async () => {
    const page = await open('/');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    for (const [letter, path] of [
      ['d', '/d'],
      ['n', '/n'],
      ['c', '/catalog'],
      ['a', '/activity/queries'],
      ['h', '/'],
    ]) {
      await page.keyboard.press('g');
      await page.keyboard.press(letter);
      await page.waitForURL(url + path);
    }
    await page.keyboard.press('[');
    await page.getByRole('button', { name: 'Widen the left bar' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await picture(page, 'keys-light');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'detached' });
  });

  test('finds a column by the palette', async () => {
    const page = await open('/');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('delay');
    await page.getByRole('option', { name: /delay/ }).first().waitFor();
    await picture(page, 'palette-light');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/catalog\/default\/flights/);
  });

  test('reaches, filters and walks a dashboard', async () => {
    const page = await open('/d/on-time');
    await allDrawn(page);
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('f');
    assert.match(await focused(page), /Departure/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox').first().waitFor();
    assert.equal(await focused(page), 'Search Origin');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.waitForURL(/f\.origin=/);
    await page.keyboard.press('Escape');
    assert.match(await focused(page), /Origin/);

    await page.locator('[data-chart="late-by-origin"] .chart').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const before = page.url();
    await page.keyboard.press('Enter');
    await page.waitForURL((now) => now.href !== before);
  });

  test('works the console without a mouse', async () => {
    const page = await open('/sql/new?sql=SELECT%201%20AS%20one');
    await page.locator('.cm-content').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('.ag-cell', { hasText: '1' }).first().waitFor();
    await page.keyboard.press('Control+m');
    await page.keyboard.press('Tab');
    assert.ok(
      !(await page.evaluate(() => document.activeElement?.closest('.cm-editor'))),
      'Tab leaves the editor after Ctrl+M',
    );
    await page.keyboard.press('/');
    assert.equal(await focused(page), 'Find a table or column');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('treeitem', { name: /delay/ }).waitFor();
  });
});
