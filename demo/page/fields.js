// What is wrong with a field, said beside it.
import { byId } from './element.js';

/** Says beside a field what to change in it. */
export function sayProblem(field, problem = '') {
  field.setAttribute('aria-invalid', String(Boolean(problem)));
  byId(`${field.id}_error`).textContent = problem;
}

/**
 * Says beside each field what to change in it; the focus goes to the first that has a problem.
 * @param checks pairs of a field and its problem; an empty one is none
 * @returns whether there is no problem
 */
export function allGood(...checks) {
  for (const [field, problem] of checks) sayProblem(field, problem);
  const first = checks.find(([, problem]) => problem);
  first?.[0].focus();
  return !first;
}

/** What is wrong with a text that must be there. */
export function textProblem(text, name, longest = Infinity) {
  if (!text.trim()) return `${name} is missing.`;
  return text.length > longest ? `At most ${longest} characters.` : '';
}

/** What is wrong with a text that must be a JSON object, or nothing. */
export function objectProblem(text) {
  if (!text.trim()) return '';
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? '' : 'This must be an object: {…}.';
  } catch {
    return 'This is not valid JSON.';
  }
}
