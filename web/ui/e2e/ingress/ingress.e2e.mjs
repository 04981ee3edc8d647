// The app behind an ingress that ends TLS: WEIR_URL has the host's name, WEIR_HTTPS_PORT is a port of loopback that leads
// to it, WEIR_TRUST a home folder in which Chromium finds the authority that signed its certificate.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { browserForTests, picture, token, url } from '../browser.mjs';

const host = new URL(url).hostname;
const flags = [`--host-resolver-rules=MAP ${host}:443 127.0.0.1:${process.env.WEIR_HTTPS_PORT}`];

describe('a browser that does not know the authority', () => {
  const home = mkdtempSync(join(tmpdir(), 'weir-stranger-'));
  const open = browserForTests({ flags, home });
  after(() => rmSync(home, { recursive: true, force: true }));

  test('is shown nothing', async () => {
    const page = await open(null, { signedIn: false });
    await assert.rejects(page.goto(url), /ERR_CERT_AUTHORITY_INVALID/);
  });
});

describe('the app behind an ingress', () => {
  const open = browserForTests({ flags, home: process.env.WEIR_TRUST });

  async function signedIn(path) {
    const page = await open(path, { signedIn: false });
    await page.getByLabel(/Token or sign-in link/).fill(token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    // The console goes on to its last tab at once.
    await page.waitForURL((now) => now.href.startsWith(url + path));
    return page;
  }

  test('signs in, with a cookie for this host over TLS alone', async () => {
    const page = await signedIn('/catalog');
    await page.getByRole('link', { name: /harbours/ }).waitFor();
    await picture(page, 'ingress-catalog-light');
    const cookies = await page.context().cookies();
    assert.equal(cookies.length, 1);
    const [{ domain, secure, httpOnly, sameSite }] = cookies;
    assert.deepEqual(
      { domain, secure, httpOnly, sameSite },
      { domain: host, secure: true, httpOnly: true, sameSite: 'Strict' },
    );
    const answer = await page.reload();
    assert.equal((await answer.securityDetails()).subjectName, host);
    await page.getByRole('link', { name: /harbours/ }).waitFor();
  });

  test('runs a statement in the console', async () => {
    const statement = 'SELECT name, depth FROM harbours ORDER BY depth DESC';
    const page = await signedIn('/sql');
    await page.goto(`${url}/sql/new?sql=${encodeURIComponent(statement)}`);
    await page
      .getByTestId('validity')
      .getByText(/Valid SELECT, 2 columns/)
      .waitFor();
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Enter');
    await page.locator('.ag-cell', { hasText: 'Rotterdam' }).first().waitFor();
    await picture(page, 'ingress-console-light');
    // Before somebody signs in, the app is told that nobody has.
    assert.deepEqual(
      page.problems.filter((problem) => !problem.includes('401')),
      [],
    );
  });

  test('opens a live socket, and keeps it', async () => {
    const page = await signedIn('/catalog');
    const heard = await page.evaluate(
      (address) =>
        new Promise((resolve, reject) => {
          const messages = [];
          const socket = new WebSocket(address);
          socket.onerror = () => reject(new Error('the socket was refused'));
          socket.onclose = ({ code }) => reject(new Error(`the socket was closed with ${code}`));
          socket.onmessage = ({ data }) => {
            messages.push(JSON.parse(data));
            if (messages.length < 4) socket.send(JSON.stringify({ type: 'ping', id: messages.length }));
            else resolve(messages);
          };
        }),
      `wss://${host}/api/v1/live`,
    );
    const [hello, ...pongs] = heard;
    assert.equal(hello.type, 'hello');
    assert.deepEqual(
      pongs,
      [1, 2, 3].map((id) => ({ type: 'pong', id })),
    );
  });
});
