/** What the demo page says of bad input. */
import { describe, expect, it } from 'vitest';
import { BOARD, useDemo } from './demo-page.js';

const demo = useDemo();

describe('Bad input is said beside its field, and nothing is sent', () => {
  it.each([
    ['Integration key', '', 'The integration key is missing.'],
    ['Description', ' ', 'The description is missing.'],
    ['Description', 'x'.repeat(1025), 'At most 1024 characters.'],
    ['Incident key', '', 'The incident key is missing.'],
    ['Incident key', 'x'.repeat(256), 'At most 255 characters.'],
    ['Details (JSON object)', '{bad', 'This is not valid JSON.'],
    ['Details (JSON object)', '[1]', 'This must be an object: {…}.'],
    ['Details (JSON object)', 'null', 'This must be an object: {…}.'],
  ])('%s (%#)', async (field, text, expected) => {
    await demo.fill(field, text);
    await demo.press('Trigger');
    await expect.poll(() => demo.problem(field)).toBe(expected);
    expect(await demo.isFocused('textbox', field)).toBe(true);
    expect(await demo.answer()).toBe('Nothing was sent.');
    await demo.press('Trigger 10 incidents');
    expect(demo.standIn.requests).toHaveLength(0);

    await demo.fill(field, '{"page": 1}');
    expect(await demo.problem(field)).toBe('');
    await demo.press('Trigger');
    await demo.listReads(BOARD, /^▲ Triggered/);
  });

  it.each([
    ['API token', '', 'Enter an API token.', 'List'],
    ['API token', 'short', 'An API token has at least 20 letters and digits.', 'List'],
    ['Your PagerDuty email', 'nobody', 'Enter a PagerDuty user’s email address.', 'Acknowledge #241'],
  ])('%s (%#)', async (field, text, expected, button) => {
    await demo.press('Trigger');
    await demo.listReads(BOARD, /^▲ Triggered/);
    const before = demo.standIn.requests.length;
    await demo.press('REST API', 'tab');
    await demo.press('List');
    await expect.poll(() => demo.shown('#rest_answer')).toBe('✓ 241 incidents.');
    await demo.fill(field, text);
    await demo.press(button);
    await expect.poll(() => demo.problem(field)).toBe(expected);
    expect(await demo.isFocused('textbox', field)).toBe(true);
    expect(await demo.shown('#rest_answer')).toBe('Nothing was sent.');
    expect(demo.standIn.requests.slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
