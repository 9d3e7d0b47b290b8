// The recipes of docs/recipes.md, one to a heading.
import { blocksFor } from './markdown.js';

/** The block that stands under a heading. */
export function recipe(heading: string): string {
  const found = blocksFor('recipe').find(([, { section }]) => section === heading);
  if (!found) throw new Error(`docs/recipes.md has no recipe under ${heading}`);
  return found[1].code;
}
