// @vitest-environment happy-dom
// The recipes for code that runs in a page, without a browser.
import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StandIn } from '../../demo/stand-in/stand-in.js';
import { lastBody } from '../unit/support.js';
import { recipe } from './recipes.js';
import { run } from './run.js';

const require = createRequire(import.meta.url);

/** A component that fails, as one of the page's. */
function broken(): never {
  throw new RangeError('Order 17 is gone');
}

beforeEach(() => {
  // React and Vue's handler print what was thrown.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  document.body.innerHTML = '<main id="root"></main><main id="app"></main>';
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('React', () => {
  const started = (App: () => unknown) => {
    const standIn = new StandIn();
    const others = {
      react: require('react') as unknown,
      'react/jsx-runtime': require('react/jsx-runtime') as unknown,
      'react-dom/client': require('react-dom/client') as unknown,
      './App.jsx': { App },
    };
    return { standIn, ran: run(recipe('React error boundary'), standIn, others) };
  };

  it('shows what there is while nothing fails', async () => {
    const { standIn } = started(() => 'Checkout');
    await expect.poll(() => document.body.textContent).toBe('Checkout');
    expect(standIn.requests).toEqual([]);
  });

  it('shows something and pages somebody when a component fails', async () => {
    const { standIn, ran } = started(broken);
    await standIn.acceptedAtLeast(1);
    expect((await ran).unheard).toEqual([]);
    expect(document.querySelector('#root [role=alert]')?.textContent).toBe('Something went wrong. Please reload the page.');
    expect(standIn.incidents).toMatchObject([
      { incident_key: 'shop: RangeError: Order N is gone', title: 'RangeError: Order 17 is gone', triggers: 1 },
    ]);
    const { payload } = lastBody(standIn) as { payload: { custom_details: Record<string, string> } };
    expect(payload.custom_details.componentStack).toContain('broken');
  });
});

describe('Vue', () => {
  /** The recipe with a component that has a button for each of these mistakes; all have been pressed. */
  async function pressed(messages: string[]) {
    const standIn = new StandIn();
    const vue = require('vue') as { h: (...args: unknown[]) => unknown };
    const fail = (message: string) => () => {
      throw new RangeError(message);
    };
    const render = () => messages.map((message) => vue.h('button', { onClick: fail(message) }, 'Buy'));
    const App = { __esModule: true, default: { render } };
    const { unheard } = await run(recipe('Vue error handler'), standIn, { vue, './App.vue': App });
    for (const button of document.querySelectorAll('button')) button.click();
    return { standIn, unheard };
  }

  it('pages somebody once for each problem, and prints them all', async () => {
    const { standIn, unheard } = await pressed(['Order 17 is gone', 'Order 18 is gone', 'Out of stock']);
    await standIn.acceptedAtLeast(2);
    expect(unheard).toEqual([]);
    expect(standIn.incidents).toMatchObject([
      { incident_key: 'shop: RangeError: Order N is gone', title: 'RangeError: Order 17 is gone', triggers: 1 },
      { title: 'RangeError: Out of stock' },
    ]);
    expect(lastBody(standIn)).toMatchObject({
      payload: { custom_details: { info: 'native event handler', page: location.pathname } },
    });
    expect(console.error).toHaveBeenCalledTimes(3);
  });

  it('pages somebody for five problems at most', async () => {
    const { standIn } = await pressed(['A', 'B', 'C', 'D', 'E', 'F']);
    await standIn.acceptedAtLeast(5);
    expect(standIn.requests).toHaveLength(5);
  });
});

describe('Server-side rendering', () => {
  it('in the browser, an error goes to the relay, with a name in place of the key', async () => {
    const standIn = new StandIn();
    const { exports } = await run(recipe('Server-side rendering'), standIn);
    const { report } = exports as { report: (error: unknown) => Promise<object> };
    await report(new RangeError('Page 7 is out of range'));
    expect(standIn.requests).toMatchObject([{ url: 'https://relay.shop.example/v2/enqueue' }]);
    expect(lastBody(standIn)).toMatchObject({ routing_key: 'checkout', dedup_key: 'shop: RangeError: Page N is out of range' });
  });
});
