import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { browserForTests, picture, token, url } from './browser.mjs';

describe('session', () => {
  const open = browserForTests();

  test('a link signs in, and the token leaves the address', async () => {
    const page = await open(`/login?next=${encodeURIComponent('/catalog')}#token=${token}`, {
      signedIn: false,
    });
    await page.waitForURL(`${url}/catalog`);
    await page.getByRole('heading', { name: 'Catalog' }).waitFor();
    assert.ok(!page.url().includes(token));
    await page.goBack().catch(() => {});
    assert.ok(!page.url().includes(token), 'the history does not keep it either');
  });

  test('without a session every page leads to the form, and back after signing in', async () => {
    const page = await open('/d?x=1', { signedIn: false });
    await page.waitForURL(/\/login\?next=/);
    await picture(page, 'login-light');
    await page.getByLabel(/Token or sign-in link/).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel(/Token or sign-in link/).fill(token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${url}/d?x=1`);
    await page.getByRole('heading', { name: 'Dashboards' }).waitFor();
  });

  test('signing out ends the session', async () => {
    const page = await open('/');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/\/login/);
    await page.goto(`${url}/`);
    await page.waitForURL(/\/login/);
  });
});
