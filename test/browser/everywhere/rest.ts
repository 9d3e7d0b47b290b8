import { describe, expect, it } from 'vitest';
import type { PDJSobj as PDJSobjClass } from '../../../src/index.js';
import type { Tab } from '../engines.js';
import { stage } from './stage.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

/** Runs an expression in a page that has an instance with a token as `pdjs`. */
async function withPDJS(expression: string): Promise<unknown> {
  const tab = await stage.visit();
  await tab.evaluate((server) => {
    const pdjs = new PDJSobj({ protocol: 'http', server, token: 'token-of-20-characters', retry: { backoffLimit: 10 } });
    Object.assign(globalThis, { pdjs });
  }, stage.server);
  return tab.evaluate(expression);
}

describe('The REST API', () => {
  it('answers a call, with its callback and its promise', async () => {
    const ends = await withPDJS(`new Promise((resolve) => {
      const told = [];
      pdjs.api({ res: 'users', data: { limit: 2, 'include[]': ['teams', 'contact methods'] }, success: (body) => told.push(body) })
        .then((body) => { told.push(body); setTimeout(() => resolve(told.map((body) => JSON.stringify(body)))) });
    })`);
    const body = { users: [{ id: 'U000001' }, { id: 'U000002' }], limit: 2, offset: 0, more: true };
    expect((ends as string[]).map((text) => JSON.parse(text) as unknown)).toMatchObject([body, body]);
    const request = stage.standIn.requests[0];
    expect(request?.headers).toMatchObject({
      authorization: 'Token token=token-of-20-characters',
      accept: 'application/vnd.pagerduty+json;version=2',
    });
    expect(new URL(request?.url ?? '').searchParams.getAll('include[]')).toEqual(['teams', 'contact methods']);
  });

  it('walks a list to its end, serially and four pages at a time', async () => {
    for (const concurrency of [1, 4]) {
      const counts = await withPDJS(`(async () => {
        const pages = [];
        const whole = await pdjs.api_all({ res: 'users', concurrency: ${concurrency}, incremental_success: (users) => pages.push(users.length) });
        let walked = 0;
        for await (const user of pdjs.paginate({ res: 'users', concurrency: ${concurrency} })) walked += user.id ? 1 : 0;
        return [pages, whole.users.length, walked];
      })()`);
      expect(counts).toEqual([[100, 100, 30], 230, 230]);
    }
  });

  it('creates, changes and removes', async () => {
    const ends = await withPDJS(`(async () => {
      const path = 'users/U000003/contact_methods';
      const { contact_method } = await pdjs.post(path, { contact_method: { type: 'phone_contact_method', address: '1', label: 'x' } });
      const gone = await pdjs.delete(path + '/' + contact_method.id);
      await pdjs.trigger({ service_key: 'KEY', incident_key: 'a' });
      const { incidents } = await pdjs.get('incidents', { statuses: ['triggered'], limit: 1 });
      const { incident } = await pdjs.put('incidents/' + incidents[0].id,
        { incident: { type: 'incident', status: 'acknowledged' } }, { headers: { From: 'user1@example.test' } });
      return [contact_method.label, String(gone), incident.status];
    })()`);
    expect(ends).toEqual(['x', 'undefined', 'acknowledged']);
  });

  it('is asked again after its rate limit, and after a lost answer only where that does no harm', async () => {
    stage.standIn.faults.push({ kind: 'status', status: 429, headers: { 'ratelimit-reset': '0' } }, { kind: 'drop' });
    expect(await withPDJS(`pdjs.get('users', { limit: 1 }).then(({ users }) => users[0].id)`)).toBe('U000001');
    stage.standIn.faults.push({ kind: 'status', status: 502 });
    expect(await withPDJS(`pdjs.post('incidents', {}).catch(({ status, attempts }) => [status, attempts])`)).toEqual([502, 1]);
  });

  it('refuses with its own words', async () => {
    const error = await withPDJS(`pdjs.api({ res: 'nowhere' }).catch(({ code, status, error, responseJSON, request }) =>
      ({ code, status, error, same: responseJSON.error.message === error.message, request }))`);
    expect(error).toMatchObject({
      code: 'http',
      status: 404,
      error: { message: 'Not Found', code: 2100 },
      same: true,
      request: { method: 'GET', url: `http://api.${stage.server}/nowhere` },
    });
  });
});

describe('The example pages of PDJS 1.1.0, with settings of their own', () => {
  const text = (tab: Tab, selector: string) =>
    tab.evaluate((selector) => document.querySelector(selector)?.textContent.trim().split('\n') ?? [], selector);

  it('incidents.html shows 20 incidents', async () => {
    const tab = await stage.visit('/local-examples/incidents.html');
    await expect.poll(() => tab.evaluate('document.querySelectorAll("#incidents div").length')).toBe(20);
    expect(await tab.evaluate('document.querySelector("#incidents div").textContent')).toMatch(
      /^Something that happened before \(240\) \(Q\w+\) on Service \d+$/,
    );
  });

  it('report.html reports over every incident', async () => {
    const tab = await stage.visit('/local-examples/report.html');
    await expect.poll(() => tab.evaluate('Boolean(document.querySelector("#status"))')).toBe(false);
    expect(await text(tab, '#output')).toHaveLength(1 + 240);
    expect((await text(tab, '#meta')).join()).toContain(': 240 incidents over');
    expect(await text(tab, '#services')).toHaveLength(1 + 30);
  });

  it('userCSV.html makes a CSV of every user', async () => {
    const tab = await stage.visit('/local-examples/userCSV.html');
    const csv = await tab.evaluate(
      () =>
        new Promise<string>((resolve) => {
          // FileSaver, where the page's CSV ends.
          Object.assign(globalThis, {
            saveAs: (file: Blob) => {
              resolve(file.text());
            },
          });
          document.querySelector<HTMLInputElement>('input[type=button]')?.click();
        }),
    );
    expect(csv.trim().split('\n')).toHaveLength(1 + 230);
  });

  it('add_contact_method.html adds a contact method and its rule', async () => {
    const tab = await stage.visit('/local-examples/add_contact_method.html');
    await tab.evaluate(() => {
      window.prompt = () => 'U000007';
      document.querySelector('button')?.click();
    });
    await expect.poll(() => tab.evaluate('document.querySelector("#res").textContent')).toContain('New notification rule ID');
    const user = stage.standIn.users.find(({ id }) => id === 'U000007');
    expect(user?.contact_methods.at(-1)).toMatchObject({ type: 'phone_contact_method', address: '1235557890' });
    expect(user?.notification_rules).toHaveLength(1);
  });
});
