// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { StandIn, type SeenRequest } from '../../demo/stand-in/stand-in.js';
import { blocksFor, promised, sides } from './markdown.js';
import { run } from './run.js';

describe('A block of JavaScript runs, sends something and prints what its comments say', () => {
  it.each(blocksFor('script'))('%s', async (_, { code }) => {
    const standIn = new StandIn();
    const { printed, unheard } = await run(code, standIn);
    expect(unheard).toEqual([]);
    expect(standIn.requests.length).toBeGreaterThan(0);
    const said = promised(code);
    if (said.length > 0) expect(printed).toEqual(said);
  });
});

describe('The two sides of a move from @pagerduty/pdjs 2.x do the same', () => {
  it.each(blocksFor('move script'))('%s', async (_, { code }) => {
    const { old, new: ours } = sides(code);
    const [before, after] = [new StandIn(), new StandIn()];
    const was = await run(old, before);
    const is = await run(ours, after);
    expect(is.unheard).toEqual([]);
    expect(was.printed).toEqual(promised(old));
    expect(is.printed).toEqual(promised(ours));
    expect(is.printed).toEqual(was.printed);
    expect(after.requests.length).toBeGreaterThan(0);
    expect(after.requests.map(events)).toEqual(before.requests.map(events));
  });
});

/** Of an event all, of a REST call where it went: the paging is each library's own matter. */
function events({ method, url, body, headers }: SeenRequest) {
  const { origin, pathname } = new URL(url);
  return { method, url: origin + pathname, body: body && (JSON.parse(body) as unknown), authorization: headers.authorization };
}
